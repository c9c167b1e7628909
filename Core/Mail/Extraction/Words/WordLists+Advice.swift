extension WordLists {
    /// What mails say about a one-time code.
    static let advice: [WordList] = [
        WordList(
            .enter,
            """
            enter, entering, type, type in, input, use, use this, using, copy, paste, submit, provide, key in, eingeben, geben sie, gib
            eingabe, tippe*, verwende*, nutze*, benutze*, einzugeben, eintragen, kopier*, saisir, saisissez, entrez, entrer, utilisez
            utiliser, indiquez, tapez, copiez, renseignez
            introduce, introduzca, introducir, ingresa, ingrese, ingresar, utiliza, utilice, usar, escribe, escriba, copia, digita, insira
            inserir, digite, introduza, utilize, informe, copie, inserisci, inserire, inserisca, utilizza, utilizzi, digitare, immetti
            voer, invoeren, vul, invullen, gebruik*, typ, kopieer*
            wpisz, wprowadź, wprowadzić, użyj, podaj, skopiuj, przepisz, введите, ввести, введи, используйте, укажите, скопируйте, вводит*
            girin, giriniz, gir, girerek, kullanın*, kullanarak, yazın*, ange, använd*, skriv*, indtast*, brug, bruk, tast, angi, syötä
            anna, käytä, kirjoita, zadejte, zadajte, použijte, použite, opište, adja meg, írja be, használja, adja, introdu, introduceți
            folosiți, folosește, utilizați, введіть, використайте, въведете, εισαγάγετε, εισάγετε, χρησιμοποιήστε, πληκτρολογήστε
            入力, ご入力, 使用, ご利用, ご使用, 输入, 輸入, 填写, 填寫, 填入, 请用, 입력, 사용, أدخل*, إدخال, ادخل, استخدم*, استعمل*, दर्ज, डालें, डालकर, प्रयोग, उपयोग
            इस्तेमाल, भरें, הזן, הזינו, הזיני, הקלד*, להזין, יש להזין, השתמש*, הקישו, nhập, dùng, sử dụng, masukkan, gunakan, ใส่, กรอก
            ป้อน, ใช้, وارد کنید, استفاده
            """),
        WordList(
            .expiry,
            """
            expire*, expiring, expiry, expiration, valid for, is valid, valid until, minutes, hour, hours, only valid, good for, läuft ab
            läuft in, abläuft, gültig*, verfällt, minuten, stunden, expire, expirera, valable*, valide, validité, heures, caduca*, caduque
            expira, expirará, válido*, válida*, vence*, vencerá, minutos, horas, vigencia, validade, expira em, scade, scadrà, scadenza
            valido, valida, minuti, ore, validità
            verloopt, vervalt, geldig*, uur, wygasa, wygaśnie, ważny*, ważność*, ważne, minut, godzin*, traci ważność, истекает, истечет
            действителен, действует, действительн*, минут*, час, часа, часов, срок действия, geçerli*, dakika*, saat, süresi, süre
            giltig*, gäller, minuter, timmar, gyldig*, udløber, utløper, voimassa, vanhenee, minuuttia, platí, platnost*, platn*, vyprší
            minut*, perc, percig, percen, lejár*, érvényes*, expiră, valabil*, minute, дійсний, хвилин*, валиден, λήγει, ισχύει, λεπτά
            有効期限, 有効, 時間以内, 時間, 分間, 分以内, 失効, 期限, 有效, 分钟, 分鐘, 小时, 小時, 失效, 过期, 過期, 유효*, 만료, 시간, 분간, 분 이내, 분 동안, صالح*, تنتهي صلاحي*, ينتهي
            صلاحية, دقائق, دقيقة, ساعة, ساعات, मान्य, वैध, समाप्त, मिनट, घंटे, תקף, בתוקף, יפוג, תוקף, דקות, שעות, hiệu lực, hết hạn, phút
            berlaku, kedaluwarsa, menit, หมดอายุ, นาที, معتبر, دقیقه, منقضی
            """),
        WordList(
            .secret,
            """
            do not share, don't share, never share, not share, keep it secret, with anyone, will never ask, never ask, nicht weiter*
            niemandem, teilen sie diesen, ne partagez, ne le communiquez, ne communiquez, jamais, no comparta*, no lo compart*
            nunca compart*, con nadie, não compartilhe, não partilhe, com ninguém, nunca compartilhe
            non condivid*, con nessuno, non comunic*, deel deze, niet delen, deel dit, nooit, nie udostępniaj, nikomu, nie podawaj, никому
            не сообщайте, не передавайте, paylaşmayın*, kimseyle, dela inte, del aldri, del ikke, älä jaa, nesdílejte, ne ossza
            nu împărtăși, 共有しない, 教えない, 他人に, 第三者, 请勿, 請勿, 勿泄露, 勿转发, 切勿, 공유하지, 알려주지, 타인에게, لا تشارك*, عدم مشارك*, साझा न, शेयर न
            किसी के साथ, אל תשתפו, אין לשתף, אל תשתף, אין למסור, không chia sẻ, jangan bagikan, ห้ามเปิดเผย, อย่าเปิดเผย, به اشتراک
            """),
        WordList(
            .filler,
            """
            is, are, id, the, your, of, here's, here is, no., following, this, below, now, ist, lautet, lauten, die, der, das, ihr, dein
            est, le, la, votre, n°, es, su, tu, el, é, seu, sua, o, a, è, il, tuo, suo, to, jest, twój, ваш, это, het, uw, je, är, din, er
            on, nro, váš
            is:, :, は, が, です, こちら, 为, 為, 是, 은, 는, 이, 가, है, का, הוא, הינו, שלך, هو, هي, الخاص بك, là, adalah, คือ, numéro, number, num, nr
            no, номер, nummer, número, numero, numer, code, ของคุณ, :-
            """),
    ]
}
