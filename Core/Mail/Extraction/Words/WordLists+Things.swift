extension WordLists {
    /// What else has codes and numbers.
    static let things: [WordList] = [
        WordList(
            [.reference, .commerce],
            """
            order, orders, order no, order id, order number, invoice, invoices, receipt, tracking, shipment, parcel, package, booking
            reservation, itinerary, pnr, transaction, purchase, payment
            confirmation number, booking reference, delivery note, waybill, awb, record locator, purchase order, subtotal, statement
            quote, estimate, refund, delivery code
            bestell*, *bestellung, auftrag*, rechnung*, *rechnung, quittung*, sendung*, sendungsverfolgung*, paket*, buchung*, *buchung
            reservierung*, transaktion*, beleg*, lieferschein*, angebot*
            kaufbeleg, zahlung*, lieferung*
            commande*, facture*, reçu, suivi, colis, expédition, réservation*, dossier, transaction, devis, paiement, billet*, pedido*
            factura*, recibo*, seguimiento, envío, reserva*, transacción, compra
            localizador, encomenda*, fatura*, recibo, rastreamento, rastreio, envio, transação, compra, pagamento, nota fiscal
            ordine, ordini, fattura, fatture, ricevuta, tracciamento, spedizione, pacco, prenotazione, transazione, acquisto, scontrino
            bestelling*, factuur*, bon, pakket*, zending*, boeking*, reservering*
            transactie*, aankoop*, betaling*, track trace, track & trace, zamówieni*, faktur*, paragon*, przesył*, paczk*, rezerwac*
            transakc*, śledzeni*, płatnoś*
            заказ, заказа, заказу, заказе, счет, счёт, счета, счёта, счете, чек, чека, квитанц*, посылк*, отправлени*, бронирован*, брони
            броня, накладн*, транзакц*, оплат*, покупк*, трек, трек-номер, трекинг*, замовлен*, поръчк*
            sipariş*, fatura*, fiş, makbuz*, kargo*, takip, gönderi*, rezervasyon*, işlem*, ödeme*, bilet*, poliçe*
            beställning*, order, ordernummer, faktura*, kvitto*, paket*, försändelse*, bokning*, ordre*, bestilling*, kvittering*, pakke*
            forsendelse*, tilaus*, lasku*, kuitti*, lähetys*, varaus*, objedn*, faktur*, zásil*, rezervac*
            rendelés*, számla*, csomag*, foglalás*, comand*, factur*, colet*, rezervar*, παραγγελί*, τιμολόγι*, δέμα*, κράτηση*, απόδειξη*
            注文, ご注文, 受注, 請求書, 請求, 領収書, 領収, 配送, 追跡, 荷物, お問い合わせ, お問合せ, 予約, ご予約, 取引, 決済, 伝票, 納品書, 送り状, 购买, 订单, 訂單, 发票, 發票, 收据, 收據, 运单, 運單, 快递
            快遞, 物流, 包裹, 预订, 預訂, 预约, 交易, 付款, 账单, 帳單, 流水, 寄件, 取票, 支付, 出票
            주문, 송장, 운송장, 배송, 영수증, 청구서, 택배, 예약, 거래, 결제, 구매, 견적, 승인번호, الطلب, طلبك, طلب, فاتورة, الفاتورة, الشحنة, شحنة, تتبع, حجز, الحجز
            إيصال, معاملة, المعاملة, الدفع, ऑर्डर, आदेश, चालान, इनवॉइस, बिल, रसीद, शिपमेंट, ट्रैकिंग, बुकिंग, आरक्षण, लेन-देन, लेनदेन
            भुगतान, पार्सल, पीएनआर
            חשבונית, החשבונית, קבלה, משלוח, המשלוח, מעקב, חבילה, עסקה, העסקה, תשלום, רכישה, đơn hàng, hóa đơn, vận đơn, đặt chỗ, giao dịch
            pesanan, faktur, tagihan, resi, pengiriman, pemesanan, transaksi, คำสั่งซื้อ, ใบแจ้งหนี้, พัสดุ, การจอง, سفارش, فاکتور, رهگیری
            """),
        WordList(
            .reference,
            """
            ticket, tickets, case, reference, ref, claim, contract, incident, issue, error, status code, status, exit, serial, model
            product, sku, item, article, batch, lot, zip, zip code, zipcode, postcode, post code, postal, area code
            country code, dial code, dialing, dialling, barcode, bar code, encode*, decode*, transcode*, geocode*, recode, qr, qr code
            sort code, swift, bic, iban, vat, tax, *unicode, opcode, shortcode, source, dress, policy, membership, member, customer
            employee, student, patient, game, quiz, event, short code, application number, application no, application id, survey
            request id, build, version, release, commit, approval code, auth code, merchant, terminal, hs code, product code, style
            previous, old, vscode, keycode, code of, code review, errors, event id, trace, correlation, meter, customer code
            source code, low code, no code, work order, job, task, room, class, course, flight, gate, seat, locker, licence, license
            activation key, product key, licence key, license key, support pin, support code, support id, agent, referrer, color, colour
            fault, diagnostic
            vorgang*, ticketnummer*, aktenzeichen*, referenz*, kundennummer*, kunden*, vertrag*, fehler*, artikel*, serien*, modell*
            postleitzahl*, plz, vorwahl*, strichcode*, mitglied*, steuer*, ust, version, bearbeitungs*, fall, schadens*, zähler*, police*
            versicherung*, fallnummer*
            lizenz*, support pin*, produkt*, aktions nr, quellcode*, statuscode*
            référence*, sinistre, contrat, erreur, article, série, modèle, code postal, cp, indicatif, code barres, adhérent, client, tva
            siret, siren, version, incident, produit, licence, n° client
            referencia*, caso, incidencia, contrato, error, artículo, serie, modelo, código postal, cp, prefijo, código de barras, socio
            cliente, nif, cif, iva, versión, póliza, producto, licencia, código fuente, expediente
            referência*, protocolo, chamado, contrato, erro, artigo, série, modelo, cep, ddd, código de barras, sócio, cnpj, cpf, versão
            apólice, produto, licença, código fonte, boleto
            riferimento, pratica, contratto, errore, articolo, seriale, modello, cap, prefisso, codice a barre, socio, cliente
            partita iva, p iva, codice fiscale, versione, polizza, prodotto, licenza, segnalazione, codice postale, codice cliente
            codice errore
            referentie*, zaak*, dossier*, contract*, foutcode*, fout, foutmelding*, artikel*, serie*, model*, postcode*, netnummer*
            streepjescode*, lid, lidnummer, klant*, btw, kvk, versie*, polis*, product*, licentie*, broncode*, kenmerk*
            numer sprawy, zgłoszeni*, referenc*, umow*, błęd*, błąd, artykuł*, seryjn*, model*, kod pocztowy, kodu pocztowego, kierunkow*
            kod kreskowy, klient*, nip, regon, wersj*, polis*, produkt*, licencj*, sygnatur*
            заявк*, обращени*, договор*, ошибк*, артикул*, серийн*, модел*, индекс*, почтов*, штрих код*, штрихкод*, клиент*, инн, кпп
            огрн, верси*, полис*, товар*, лицензи*, дело, тикет*, исходный код, исходного кода, лицев*
            talep*, başvuru*, referans*, sözleşme*, hata*, ürün*, seri, model*, posta kodu, alan kodu, barkod*, müşteri*, üye*, vergi*
            sürüm*, lisans*, kaynak kod*, dosya*, destek
            ärende*, referens*, kund*, avtal*, fel, felkod*, artikel*, serie*, postnummer, riktnummer*, streckkod*, medlem*, moms*
            version*, produkt*, sag, sagsnummer, sagsnr, reference*, kunde*, fejl*, feil*, vare*, postnr, stregkode*, strekkode*, medlems*
            viite*, asiakas*, virhe*, tuote*, postinumero*
            viivakoodi*, zákazní*, smlouv*, chyb*, psč, ügyfél*, hiba*, irányítószám*, vonalkód*, client*, eroare*, cod poștal, σφάλμα*
            ταχυδρομικ*, πελάτη*
            お客様番号, 会員, 契約, エラー*, 商品, 製品, 品番, 型番, 郵便*, 市外局番, バーコード, qrコード, 二次元コード, 受付, 管理番号, 整理番号, バージョン, 法人番号, シリアル, 口座, 証券, チケット, 案件, 参照
            識別, ソースコード, 区分, 错误*, 錯誤*, 邮政编码, 邮编, 郵遞區號, 区号, 區號, 条形码, 条码, 條碼, 二维码, 二維碼, QR碼
            客户, 客戶, 会员, 會員, 合同, 工单, 工單, 案件, 参考, 參考, 产品*, 產品*, 型号, 型號, 序列号, 序號, 版本, 税号, 稅號, 统一编号, 統一編號, 纳税人识别号, 车牌, 航班, 座位, 排队, 源代码, 取号
            우편번호, 지역번호, 바코드, qr코드, qr 코드, 고객, 회원, 계약, 문의, 접수, 오류*, 에러*, 상품*, 제품*, 모델*, 일련, 버전, 사업자등록, 사업자, 티켓, 참조, 항공편, 좌석, 계좌, 통신판매*
            소스 코드, 소스코드
            مرجع*, المرجع, مرجعي, التذكرة, تذكرة, العقد, عقد, خطأ, الخطأ, المنتج, منتج, العميل, عميل, البريدي, الباركود, العضوية, الضريبي
            إصدار, القضية, البلاغ, الحالة, التسلسلي, السجل التجاري, संदर्भ, टिकट, शिकायत, अनुबंध, त्रुटि, उत्पाद, ग्राहक, सदस्यता संख्या
            पिनकोड, डाक, संस्करण, बारकोड, पॉलिसी, खाता संख्या, उड़ान, सीट, जीएसटी*, एरर*
            אסמכתא, פנייה, הפנייה, פניה, לקוח, הלקוח, חוזה, שגיאה, מוצר, המוצר, מיקוד, ברקוד, קידומת, גרסה, דגם, סידורי, עוסק, ח.פ, ח\"פ
            תיק, כרטיס, טיסה, תקלה, פוליסה
            mã vạch, mã đơn, mã lỗi, mã bưu, kode pos, kode kesalahan, kode area, nomor tiket, รหัสไปรษณีย์, รหัสสินค้า, รหัสลูกค้า
            کد پستی, کد ملی, کد رهگیری, کد خطا, شماره پرونده
            """),
        WordList(
            .label,
            """
            account number, acct, id, uid, user id, account id, card, ending, ending in, ending with, ends in, last four, last 4, phone
            tel, telephone, call, fax, mobile, whatsapp, hotline, helpline, ext, extension, suite, box, block, floor, channel, section
            chapter, page, line, port, row, unit, station, platform, bus, train
            route, apt, building, year, since, copyright, edition, volume, vol, isbn, issn, doi, rfc, iso, euro, total, amount, sum
            balance, points, score, level, episode, season, p o box, po box, company, registration number, registered, reg no
            licence plate, case id, player, job id, pr, pull request, run, pipeline, node, host, pid
            telefon*, tel., tel, anruf*, rufnummer*, fax, kontonummer*, konto*, karte*, endziffern, endet auf, seite*, postfach, hrb
            amtsgericht, jahr, gesamt*, summe, betrag*, punkte*, stand, téléphone*, appel*, appelez, compte n°, carte, se terminant par
            terminant par, rcs, capital, année, montant*
            teléfono*, llame, llámanos, llama, cuenta n°, tarjeta, terminada en, terminado en, que termina en, importe, año, apartado
            telefone*, ligue, cartão, terminado em, final, valor, ano, telefono*, chiama*, carta, che termina con, termina in, importo
            anno, totale, telefoon*, bel, kaart*, eindigend op, jaar, bedrag*, rekening*
            telefon*, zadzwoń, infolini*, karta, karty, kończąc*, kwot*, konta nr, krs, rok, телефон*, звон*, позвон*, карт*, оканчива*
            сумм*, год, ооо, огрн, ул, дом, arayın*, kart*, biten, hesap no*, tutar*, yıl, mersis, telefonnummer, ring, kort, kortet
            org nr, orgnr, org.nr, cvr, puh, puhelin*
            電話, 電話番号, カード, 下4桁, 末尾, 下四桁, 合計, 金額, 残高, 年, 口座番号, ページ, 内線, 电话, 电话号码, 電話號碼, 客服, 热线, 熱線, 尾号, 尾號, 末四位, 末四码, 末四碼, 卡号, 卡號, 后四位, 後四碼
            後四位, 卡片, 金额, 余额, 餘額, 合计, 總計, 总计, qq群, 微信, 전화, 전화번호, 고객센터, 카드, 끝자리, 합계, 금액, 잔액, 팩스, 계좌번호
            هاتف, الهاتف, اتصل, اتصال, بطاقة, البطاقة, المنتهية ب, المنتهي, المبلغ, المجموع, حساب رقم, فاكس, फ़ोन, फोन, कॉल, कार्ड, अंतिम
            राशि, कुल, शेष, मोबाइल, हेल्पलाइन, टोल फ्री, טלפון, חייגו, חיוג, כרטיס המסתיים, המסתיים ב, המסתיים, סכום, סה\"כ, יתרה, פקס
            """),
        WordList(
            .meeting,
            """
            meeting id, meeting, webinar, zoom, ms teams, microsoft teams, google meet, webex, conference, conference id, dial in
            join by phone, host key, video call, one tap mobile, meeting number, besprechung*, einwähl*, einwahl*, konferenz*
            videokonferenz*, réunion*, visioconférence*, conférence*
            reunión*, videollamada*, videoconferencia*, reunião, reuniões, videoconferência*, riunione, riunioni, videoconferenza*
            vergadering*, vergader*, overleg, spotkani*, wideokonferenc*, конференц*, встреч*, собрани*, совещани*
            идентификатор конференции, toplantı*, görüntülü
            möte, mötet, möten, mötes id, møde, mødet, møder, mødelink*, møte, møtet, møteid, kokous*, kokouk*, schůzk*, értekezlet*
            ședință*, зустріч*, ミーティング*, 会議*, オンライン会議, ウェビナー, 会议*, 會議*, 视频会议, 회의*, 미팅*, 웨비나, اجتماع*, الاجتماع, مكالمة, मीटिंग, बैठक
            वेबिनार, पासकोड मीटिंग, פגישה, הפגישה, ישיבה, מפגש, וובינר, cuộc họp, rapat, pertemuan, การประชุม, جلسه
            """),
        WordList(
            .pickup,
            """
            pickup, pick up, collect your, alarm, parking, garage, handover, courier, driver, parcel locker, abhol*, packstation*, retrait
            point relais, livreur, recogida, recoger, repartidor, retirada, entregador, ritiro, corriere, locker, afhaal*, ophaal*
            bezorger, pakketautomaat
            odbior*, odbiór*, paczkomat*, kurier*, получени*, выдач*, пункт выдачи, курьер*, постамат*, teslim*, kurye*, utlämning*
            uthämtning*, hämta*, afhentning*, nouto*, výdej*, zásilkovn*, átvétel*, ridicare*, 受取*, 受け取り, 置き配, ロッカー, 宅配, 取件, 取货, 提货, 取貨
            提貨, 快递柜, 픽업*, 수령*, 보관함, 공동현관, استلام, الاستلام, المندوب, पिकअप, डिलीवरी, איסוף, שליח, לוקר
            """),
    ]
}
