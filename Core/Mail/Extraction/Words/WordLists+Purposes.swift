extension WordLists {
    /// What codes are for.
    static let purposes: [WordList] = [
        WordList(
            .authentication,
            """
            authentic*, authoriz*, authoris*, secur*, one time, onetime, single use, two factor, 2 factor, two step, 2 step, 2fa, mfa
            multi factor, access, identity, temporary
            unlock, sms, signup, two step verification, 2 step verification, two factor authentication, two factor verification
            multi factor authentication, sign up, registration, register, device, sent you, magic, new device, passwordless
            sicherheit*, einmal*, zugang*, zugriff*, freischalt*, bestätigung in zwei schritten, authentifizier*, authentisier*, freigabe*
            identität*, zwei faktor*, zweifaktor*, registrier*
            wiederherstell*, gerät
            sécur*, usage unique, authentif*, accès, temporaire, identité, double authentification, vérification en deux étapes
            validation à deux facteurs, validation, inscription, deux facteurs, deux étapes, appareil
            segur*, un solo uso, acceso, autentic*, temporal, identidad, dos pasos, dos factores, verificación en dos pasos
            verificación en 2 pasos, verificação em duas etapas, verificação em dois passos, verifica in due passaggi
            verifica a due fattori, tweestapsverificatie, verificatie in twee stappen, registro, dispositivo, uso único, utilização única
            acesso, temporári*
            duas etapas, dois fatores, identidade, cadastro, sicur*, monouso, temporane*, due fattori, due passaggi, registrazione
            identità
            beveilig*, eenmalig*, toegang*, tijdelijk*, tweestaps*, tweefactor*, twee factor*, herstel*, registratie*, identiteit*
            säkerhet*, engång*, autentis*, åtkomst*, tillfällig*, tvåstegs*, tvåfaktor*, legitim*, engang*, sikkerhed*, sikkerhet*
            adgang*, godkend*, midlertidig*, totrins*
            tofaktor*, totrinns*, tilgang*, kertakäyt*, turva*, todenn*, kaksivaihe*, tunnistautu*
            bezpiecz*, jednoraz*, uwierzytel*, autoryz*, dostęp*, tymczas*, dwuetap*, dwuskład*, weryfikacja dwuetapowa
            weryfikację dwuetapową, weryfikacji dwuetapowej, tożsamo*
            bezpečnost*, jednorázov*, autoriz*, autentiz*, dvoufáz*, dvojfáz*, biztonság*, egyszer használatos, egyszeri, hitelesít*
            azonosító*, securit*, unică folosință, autentif*
            безопасност*, одноразов*, авториз*, аутентиф*, доступ*, временн*, двухфактор*, двухэтап*, двухэтапная проверка
            двухэтапную проверку, регистрац*, личност*, смс, устройств*, безпек*, доступу, автентиф*, сигурност*
            güvenlik*, tek kullanımlık, tek seferlik, geçici*, kimlik*, iki adımlı, iki adımlı doğrulama*, iki faktörlü doğrulama*
            iki faktör*, iki aşamalı, erişim*, sms, cihaz*
            ασφαλεί*, ασφάλεια*, μιας χρήσης, ταυτοποίησ*, πρόσβασ*, δύο παραγόντων
            本人確認, セキュリティ, ワンタイム, 一時, 二段階, 2段階, 二段階認証, 2段階認証, 二要素認証, 二要素, 2要素, アクセス, 登録, アクティベーション, 安全, 一次性, 动态, 動態, 身份, 授权, 授權, 两步, 两步验证
            兩步驟驗證, 双重验证, 雙重驗證, 雙重, 双重, 注册, 註冊, 短信, 簡訊
            보안, 일회용, 1회용, 임시, 2단계, 2단계 인증, 본인, 승인, 가입, 이중, 간편인증
            أمان, الأمان, مصادق*, مرة واحدة, مؤقت, الوصول, الهوية, خطوتين, التحقق بخطوتين, المصادقة الثنائية, ثنائي*, सुरक्षा, वन टाइम
            एक बार, प्रमाणीकरण, पहचान, एक्सेस, दो चरण, अस्थायी
            אבטחה, האבטחה, חד פעמי*, זיהוי, גישה, זמני, הזדהות, זהות, דו שלבי*, אימות דו שלבי
            bảo mật, xác thực, truy cập, một lần, keamanan, sekali pakai, autentikasi, otentikasi, akses, ความปลอดภัย, ครั้งเดียว, امنیتی
            یکبار مصرف, احراز هویت
            """),
        WordList(
            .coupon,
            """
            coupon*, promo, promos, promo code, promotion, promotional, promotion code, discount*, voucher*, gift card*, gift code, gift
            offer code, offer, sale, deal, deals, referral*, refer
            at checkout, checkout, redeem*, percent off, % off, off your, save up, savings, cashback, cart, basket, bonus, reward*
            invite code, invitation code, free shipping, shop now
            rabatt*, *rabatt, gutschein*, aktionscode*, geschenk*, einlös*, warenkorb, kasse, vorteilscode*, einladungscode*, freunde code
            empfehlungscode*, *gutschein
            réduction, remise, code promo, promo, cadeau, bon d'achat, bon de réduction, chèque, panier, soldes, parrainage, code avantage
            livraison offerte
            descuento*, cupón*, cupon*, promocional*, promoción, regalo, oferta*, rebaja*, carrito, código de amigo, de invitación
            vale de compra, envío gratis
            desconto*, cupom, cupons, promocional, presente, oferta, vale presente, carrinho, código de convite, frete grátis
            sconto, sconti, buono, codice promo*, regalo, offerta, saldi, carrello, codice amico, codice invito, codice sconto, coupon
            korting*, *korting, kado*, cadeau*, actiecode*, tegoedbon*, winkelmand, aanbieding*, vriendencode*, waardebon*
            rabatu, rabat*, zniżk*, kupon*, bon podarunkowy, koszyk*, promocj*, promocyjn*, karta podarunkowa, kod polecając*
            скидк*, промокод*, купон*, подарочн*, подарок*, корзин*, акци*, распродаж*, промо, реферальн*, пригласительн*
            indirim*, kupon*, hediye*, kampanya*, sepet*, promosyon*, fırsat*, davet kodu*, referans kodu
            クーポン*, 割引, ギフト, プロモ*, キャンペーン*, セール, 招待コード, 紹介コード, お買い物, ポイント, 优惠*, 折扣, 促销, 礼品*, 礼券, 兑换*, 優惠*, 兌換*, 折價*, 邀请码, 邀請碼, 推荐码, 推薦碼, 结账
            結帳, 代金券, 红包
            쿠폰*, 할인, 프로모션, 기프트, 추천 코드, 추천코드, 추천인, 초대 코드, 초대코드, 이벤트 코드, 상품권, 적립
            خصم, قسيمة, كوبون, هدية, عرض, العرض, تخفيض*, كود الإحالة, छूट, कूपन, डिस्काउंट, ऑफ़र, ऑफर, प्रोमो, उपहार, रेफ़रल, रेफरल
            कैशबैक
            הנחה, קופון, שובר, מתנה, מבצע, לרכישה, קוד חבר, presentkort*, erbjudande*, värdekod*, gavekort*, tilbud*, alennus*
            lahjakortti*, slev*, slevov*, poukaz*, kedvezmény*, kuponkód*, reducere*
            знижк*, отстъпк*, έκπτωσ*, εκπτωσ*, κουπόνι*, giảm giá, khuyến mãi, ưu đãi, diskon, promo, potongan, ส่วนลด, โปรโมชั่น, تخفیف
            """),
    ]
}
