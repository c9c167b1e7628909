extension WordLists {
    /// What tells the link that a mail is about from others.
    static let outcomes: [WordList] = [
        WordList(
            .elsewhere,
            """
            help, help center, help centre, support, contact, contact us, faq, faqs, privacy, privacy policy, terms, terms of service
            terms of use, conditions, view in browser, view online, view this email, web version, learn more, read more, shop, shop now
            download, app store, google play, facebook, twitter, instagram, linkedin, youtube, tiktok, blog, community, careers, about us
            settings, preferences, manage, invite friends, invite a friend, invite your, invite people, invite teammates
            invite colleagues, refer a friend, report, report abuse
            how to, guide, docs, documentation, survey, feedback, rate, review, website, home page, homepage, track, tracking, view order
            view invoice, pay now, calendar, reschedule, deny, this wasn't me, it wasn't me, not me, secure your account
            secure my account, secure account, review activity, check activity, hilfe, kontakt, datenschutz*, impressum, agb
            nutzungsbedingungen, im browser, mehr erfahren, weiterlesen, jetzt shoppen, einstellungen, freunde einladen, melden sie
            aide, assistance, contactez, nous contacter, confidentialité, conditions, mentions légales, navigateur, en savoir plus
            lire la suite, paramètres, préférences, inviter des amis, parrainer, centre d'aide, ayuda, contacto, contáctanos, privacidad
            términos, aviso legal, navegador, más información, leer más, preferencias, invita a tus amigos, invita a un amigo
            centro de ayuda, ajuda, contato, fale conosco, privacidade, termos, saiba mais, leia mais, preferências, convide amigos
            central de ajuda, aiuto, assistenza, contatti, contattaci, termini, browser, scopri di più, leggi, preferenze, invita un amico
            invita i tuoi amici
            hulp, klantenservice, voorwaarden, privacybeleid, in je browser, meer informatie, lees meer, voorkeuren, instellingen
            vrienden uitnodigen, nodig vrienden uit, pomoc, pomocy, regulamin*, polityk*, prywatno*, przeglądar*, dowiedz się, czytaj*
            ustawieni*, zaproś znajomych, помощь, поддержк*, контакт*, конфиденциальн*, услови*, браузер*, подробнее, настройк*
            пригласите друзей, пригласите друга, пригласить друзей, справк*, yardım*, destek*, iletişim, gizlilik*, koşul*, tarayıcı*
            daha fazla*, ayarlar*, arkadaşını davet*, arkadaşlarını davet*, hjälp, kontakta*, integritet*, villkor, webbläsare*, läs mer
            inställningar, bjud in vänner, hjælp, hjelp, privatliv*, vilkår, læs mere, les mer, tuki, ohje, tietosuoja*, nápověda
            podmínky, súkromi*, soukromí, segítség, adatvédel*, ajutor, termeni
            ヘルプ, お問い合わせはこちら, プライバシー*, 利用規約, ブラウザで, 詳しくはこちら, 詳細はこちら, 設定, 友達を招待, お友達*, よくある質問, 帮助, 幫助, 联系我们, 聯絡我們, 隐私, 隱私, 条款, 條款, 了解更多, 浏览器
            瀏覽器, 设置, 邀请好友, 邀請好友, 常见问题, 常見問題, 客服中心, 도움말, 고객센터, 개인정보, 이용약관, 자세히, 브라우저, 설정, 친구 초대, 친구를 초대, مساعدة, المساعدة, اتصل بنا
            الخصوصية, الشروط, المتصفح, المزيد, الإعدادات, ادع أصدقاءك, सहायता, मदद, संपर्क, गोपनीयता, शर्तें, ब्राउज़र, और जानें, सेटिंग
            दोस्तों को, עזרה, צור קשר, צרו קשר, פרטיות, תנאי, דפדפן, מידע נוסף, לקריאה, הגדרות, חברים
            """),
        WordList(
            .click,
            """
            click, tap, press, link, button, here, url, browser, follow, visit, go to, open, get started, continue, proceed, klick*
            klicke*, tippe*, schaltfläche, folgende*, hier, besuche*, öffne*, weiter, loslegen, cliquez, cliquer, lien, bouton, ici
            suivant, suivez, continuer, commencer, clic, haz clic, enlace, botón, aquí, siguiente, continuar, pulsa, pulse, comenzar
            empezar, clique, botão, aqui, começar, acessando, clicca, cliccando, pulsante, seguente, continua, prosegui, procedi, inizia
            klik, knop, onderstaande, volgende, doorgaan, ga naar, aan de slag, kliknij, kliknięc*, przycisk, tutaj, poniższ*, dalej
            kontynuuj, rozpocznij
            нажмите, нажмит*, ссылк*, кнопк*, здесь, перейд*, пройд*, продолжить, начать, tıkla*, bağlantı*, buton*, buraya, buradan
            aşağıdaki, devam*, başla*, klicka, länk*, knappen, följ, fortsätt, kom igång, klik, knap*, link*, lenke*, fortsæt, fortsett
            klikkaa, linkki*, paina, tästä, jatka, klikněte, kliknut*, odkaz*, tlačítko, tlačidlo, zde, pokračovat, kattints*, hivatkoz*
            gomb*, tovább, apasă, apăsați, clic*, continuă, натисн*, посилан*, кликн*, връзк*, κλικ, σύνδεσμο*, κουμπί, πατήστε, εδώ
            συνέχεια
            クリック, タップ, リンク, ボタン, こちら, 下記, 以下の, url, アクセス, 続ける, 開く, はじめる, 点击, 點擊, 點選, 单击, 链接, 連結, 鏈接, 按钮, 按鈕, 这里, 這裡, 以下, 访问, 造訪, 继续, 繼續
            开始, 開始, 클릭, 링크, 버튼, 여기, 아래, 눌러, 눌러주세요, 계속, 시작하기, 접속하여, انقر*, النقر, اضغط*, الضغط, الرابط, رابط, الزر, هنا, التالي, متابعة
            ابدأ, क्लिक, लिंक, बटन, यहाँ, यहां, टैप, जारी, शुरू, לחץ, לחצו, לחצי, ללחוץ, לחיצה, קישור, הקישור, כפתור, הכפתור, כאן, המשך
            nhấp, liên kết, tại đây, tiếp tục, klik, tautan, tombol, di sini, คลิก, ลิงก์, ปุ่ม, ที่นี่, کلیک, پیوند, لینک
            """),
        WordList(
            .notMe,
            """
            did not request, didn't request, not requested, did not make this, didn't make this, did not sign up, didn't sign up
            did not create, didn't create, did not initiate, didn't initiate, did not try, didn't try, did not ask, didn't ask
            did not do this, didn't do this, wasn't you, was not you, weren't you, isn't you, not you, if this wasn't, wasn't me
            was not me, not me, don't recognize, do not recognize, don't recognise, do not recognise, did not authorize, didn't authorize
            did not perform, didn't perform, did not change, didn't change, did not attempt, unless you, if you have not, if you haven't
            suspicious, believe an unauthorized, unauthorized, by mistake, in error, otherwise, ansonsten, andernfalls, sinon
            de lo contrario, caso contrário, in caso contrario, w przeciwnym razie, в противном случае, aksi takdirde, annars
            report this, cancel this, cancel the request, nicht sie, nicht du, nicht angefordert, nicht beantragt, nicht veranlasst
            nicht selbst, nicht durchgeführt, nicht registriert, nicht von ihnen, nicht von dir, keine anfrage, nicht vorgenommen
            nicht erkennen, versehentlich, n'êtes pas à l'origine, n'es pas à l'origine, n'avez pas demandé, n'avez pas effectué
            n'avez pas fait, n'avez pas créé, n'est pas vous, n'était pas vous, pas demandé, ne reconnaissez pas, par erreur
            no solicitaste, no solicitó, no ha solicitado, no has solicitado, no fuiste tú, no fue usted, no has sido tú, no reconoces
            no reconoce, no pediste, no realizaste, no creaste, no hiciste, no te registraste, por error
            não solicitou, não foi você, não pediu, não reconhece, não realizou, não criou, não fez, não se cadastrou, por engano
            non hai richiesto, non ha richiesto, non sei stato tu, non è stato lei, non sei stata, non hai effettuato, non riconosci
            non riconosce, non hai creato, per errore, niet aangevraagd, niet zelf, niet door jou, niet door u, was jij dit niet
            was u dit niet, jij niet, u niet, herken je, herkent u, geen aanvraag, per ongeluk, to nie ty, nie ty, to nie pan, nie prosił*
            nie wysłał*, nie składał*, nie zakładał*, nie rozpoznaj*, nie dokon*, przez pomyłkę, не запрашивали, не вы, не вами, это не вы
            не отправляли, не делали, не регистрировались, не создавали, не выполняли, не узнаете, по ошибке
            siz değilseniz, siz yapmadıysanız, siz talep etmediyseniz, talep etmediyseniz, istemediyseniz, talebinde bulunmadıysanız
            size ait değilse, siz değil, tanımıyorsanız, yanlışlıkla, bilginiz dışında, inte du, inte begärt, inte känner, ikke dig
            ikke bedt, ikke deg, ikke anmodet, et pyytänyt, et ole pyytänyt, et sinä, nežádal*, jste to nebyli, nepožádal*, nem ön
            nem kérte, nem te, nu ați solicitat, nu ai solicitat, nu ați fost, не ви, не надсилали, не запитували, δεν ζητήσατε
            δεν το κάνατε
            心当たり, 身に覚え, 覚えのない, 覚えがない, リクエストしていない, お申し込みでない, 申請していない, ご自身でない, ご本人, 不是您, 非本人, 并非您, 並非您, 不是你, 没有请求, 沒有要求, 未请求, 未要求, 未曾, 没有申请
            沒有申請, 未发起, 没有发起, 您没有, 您沒有, 若您未, 如果您没, 若非, 본인이 아닌, 본인이 아니, 요청하지 않, 신청하지 않, 직접 하지, 시도하지 않, 가입하지 않, 하지 않으셨, 모르는, لم تطلب, لم تقم
            لم تكن أنت, لم تكن انت, لست أنت, لم تنشئ, لم يكن هذا أنت, لا تتعرف, عن طريق الخطأ, आपने नहीं, आप नहीं, अनुरोध नहीं, नहीं किया
            नहीं पहचान*, आपने यह, לא ביקשת, לא אתה, לא את, לא ביצעת, לא הייתם, לא ביקשתם, לא נרשמת, לא יזמת, לא מזהה, בטעות, không yêu cầu
            không phải bạn, tidak meminta, bukan anda, tidak merasa, ไม่ได้, درخواست نکرده, شما نبوده
            """),
        WordList(
            .notice,
            """
            was changed, has been changed, was updated, has been updated, was reset, has been reset, been successfully, was successfully
            successfully changed, successfully reset, successfully updated, password changed, password updated, password was
            password has been, was enabled, has been enabled, been turned on, was added, has been added, was removed, was disabled
            new sign in, new login, new device, new browser, new signin, unusual sign in, unusual activity, recent login, recent sign in
            signed in from, logged in from, security alert, login alert, sign in alert, login notification, suspicious sign in
            suspicious login, was accessed, blocked
            successfully verified, has been verified, is verified, was verified, is now active, has been activated, is now verified
            wurde geändert, wurde erfolgreich, wurde aktualisiert, wurde zurückgesetzt, erfolgreich geändert, neue anmeldung, neuer login
            neues gerät, neuem gerät, ungewöhnliche, verdächtige, wurde aktiviert, wurde bestätigt, wurde hinzugefügt, a été modifié
            a été changé, a été réinitialisé, a été mis à jour, bien été, nouvelle connexion, nouvel appareil, inhabituelle
            connexion inhabituelle, connexion suspecte, a été activée, a été ajouté, ha sido cambiad*, se ha cambiado, se cambió
            ha sido actualizad*, fue cambiad*, ha sido modificad*, se ha modificado, se modificó, se ha restablecido, ha sido restablecida
            nuevo inicio de sesión, nuevo acceso, nuevo dispositivo, inusual, sospechos*, se ha activado, se actualizó
            foi alterad*, foi redefinida, foi atualizad*, foi modificad*, novo acesso, novo login, novo dispositivo, nova sessão
            novo início de sessão, incomum, suspeit*, foi ativad*, è stata modificata, è stata cambiata, è stata reimpostata
            è stata aggiornata, è stato modificato, nuovo accesso, nuovo dispositivo, insolito, sospetto, è stata attivata
            è stato attivato, is gewijzigd, is aangepast, is succesvol, werd gewijzigd, gewijzigd, nieuwe aanmelding, nieuwe inlog*
            nieuw apparaat, nieuwe login, ongebruikelijke, verdachte, is ingeschakeld, zostało zmienione, zostało zresetowane, zmienione
            hasło zmienione, zmieniono, nowe logowanie, nowego urządzenia, nowym urządzeni*, nietypow*, podejrzan*, zostało włączone
            została włączona, został włączony
            был изменен, был изменён, был сброшен, изменен, изменён, успешно, новый вход, новом вход*, новое устройство, нового устройства
            необычн*, подозрительн*, выполнен вход, вход выполнен, değiştirildi, güncellendi, sıfırlandı, yeni giriş, yeni oturum*
            yeni cihaz*, yeni bir cihaz*, olağan dışı, şüpheli, giriş yapıldı, etkinleştirildi, har ändrats, har uppdaterats
            ny inloggning, ny enhet, er blevet ændret, er ændret, nyt login, ny enhed, er endret, ny pålogging, on vaihdettu
            uusi kirjautuminen, bylo změněno, změněno, nové přihlášení, megváltozott, új bejelentkezés, a fost schimbat*, conectare nouă
            було змінено, новий вхід
            変更されました, 変更しました, 変更が完了, 変更完了, 更新されました, 再設定されました, 再設定が完了, 完了しました, 完了いたしました, 新しいログイン, 新規ログイン, 新しいサインイン, 新しい端末, 新しいデバイス, 不審な
            有効になりました, ログインがありました, ログインを検知, ログイン通知, ログインのお知らせ, サインインがありました, 已更改, 已修改, 已變更, 已变更, 已重置, 已重設, 已更新, 修改成功, 更改成功, 重置成功, 变更成功, 新登录
            新的登录, 新登入, 新的登入, 新设备, 新設備, 新裝置, 异地登录, 異地登入, 异常登录, 異常登入, 可疑, 登录提醒, 登入通知, 登录通知, 已启用, 已啟用, 已开启, 변경되었습니다, 변경됐습니다, 변경 완료, 변경이 완료
            변경되었, 재설정되었, 새로운 로그인, 새 로그인, 새로운 기기, 새 기기, 로그인 알림, 로그인되었, 로그인이 감지, 활성화되었, 의심스러운
            تم تغيير, تم تحديث, تم إعادة تعيين, تسجيل دخول جديد, جهاز جديد, نشاط مشبوه, تم تفعيل, بنجاح, غير معتاد, बदल दिया गया, बदला गया
            बदल गया, अपडेट किया गया, रीसेट कर दिया, नया लॉगिन, नया साइन-इन, नए डिवाइस, नई डिवाइस, संदिग्ध, सफलतापूर्वक, चालू कर दिया
            שונתה, שונה, עודכנה, אופסה, בהצלחה, כניסה חדשה, התחברות חדשה, מכשיר חדש, חשוד*, הופעל, đã được thay đổi, đã thay đổi
            đăng nhập mới, thiết bị mới, telah diubah, berhasil diubah, login baru, perangkat baru, masuk baru, ถูกเปลี่ยน
            การเข้าสู่ระบบใหม่, تغییر یافت, ورود جدید
            """),
        WordList(
            .appointment,
            """
            delivery address, shipping address, billing address, lieferadresse, rechnungsadresse, adresse de livraison, dirección de envío
            dirección de entrega, endereço de entrega, indirizzo di consegna, indirizzo di spedizione, bezorgadres, adres dostawy
            адрес доставки, teslimat adres*, 配送先, お届け先, 收货地址, 收貨地址, 배송지, عنوان التوصيل, appointment, attendance, rsvp, booking
            reservation, availability, meeting, event, order, delivery, receipt, visit, interview, seat, slot, participation, purchase
            payment, termin, terminbestätigung, teilnahme, buchung*, bestellung*, lieferung*, empfang, zusage, rendez vous, présence
            réservation*, commande*, livraison, cita, asistencia, reserva*, pedido*, entrega, consulta, presença, agendamento
            appuntamento, presenza, prenotazione, ordine, consegna, afspraak, aanwezigheid, boeking*, bestelling*, levering, wizyt*
            obecno*, rezerwac*, zamówieni*, dostaw*, запис*, визит*, присутстви*, бронирован*, заказ*, доставк*, randevu*, katılım*
            rezervasyon*, sipariş*, teslimat*, bokning*, beställning*, aftale, avtale, bestilling*, ajanvaraus*, varaus*, termín*
            objednávk*, időpont*, rendelés*, programare, rezervar*, comand*
            予約, ご予約, 出席, 参加, 注文, ご注文, 内容, 明細, 預約, 预约, 预订, 預訂, 订单, 訂單, 收货, 收貨, 예약, 참석, 주문, 배송, 방문, موعد, الموعد, حضور, الحضور, الحجز, الطلب
            अपॉइंटमेंट, उपस्थिति, बुकिंग, ऑर्डर, תור, התור, הגעה, הזמנת, lịch hẹn, janji temu, นัดหมาย
            """),
    ]
}
