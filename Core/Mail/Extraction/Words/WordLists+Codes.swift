/// The words that the search looks for, by what they are about. Each line is mostly one language.
enum WordLists {}

extension WordLists {
    /// Codes by their names.
    static let codes: [WordList] = [
        WordList(
            .oneTimeCode,
            """
            otp, otps, confirmation key, verification key, security key, one time key, sms code, sms kód, hasło sms, kod sms, sms kodu
            sms şifre*, смс код, код из смс, sms pin, ワンタイムキー, 认证口令, otp code, otp-code, totp, m-tan, mtan, smstan, sms-tan, pushtan
            phototan, one time password, one time passcode, one time pin
            one time code, onetime code, single use code, single use password, one time passwords, onetime password, 2fa code, mfa code
            verification pin
            verification digits, digit code, digit verification code, digit pin, digit number, digit login code
            einmalpasswort*, einmalkennwort*, einmal passwort, einmal code, einmalcode*, einmalpin, einmal pin, sicherheitscode*
            stelligen code*
            stelliger code, stellige code, stelligen zahlencode, stelligen sicherheitscode
            mot de passe à usage unique, code à usage unique, mot de passe unique, code unique, code otp, code à 6 chiffres
            code à six chiffres
            code à 4 chiffres, code à 8 chiffres, mot de passe temporaire à usage unique
            contraseña de un solo uso, código de un solo uso, contraseña de un uso, clave de un solo uso, código de 6 dígitos
            código de seis dígitos
            código de 4 dígitos, clave dinámica, clave temporal de un solo uso, código único
            senha de uso único, senha descartável, código de uso único, palavra passe de utilização única, código de utilização única
            código de seis dígitos, senha única
            password monouso, codice monouso, password usa e getta, codice usa e getta, password temporanea monouso, codice a 6 cifre
            codice a sei cifre, codice otp
            eenmalig wachtwoord, eenmalige wachtwoord, eenmalige code, eenmalige toegangscode, eenmalige inlogcode, cijferige code
            hasło jednorazowe, jednorazowe hasło, hasła jednorazowego, kod jednorazowy, jednorazowy kod, jednorazowego kodu
            kodu jednorazowego
            одноразовый пароль, одноразовый код, одноразового пароля, одноразового кода, одноразовым паролем, одноразовым кодом
            одноразовый пин*
            значный код, значного кода
            одноразовий пароль, одноразовий код, значний код, еднократна парола, еднократен код
            tek kullanımlık şifre*, tek kullanımlık parola*, tek kullanımlık kod*, tek seferlik şifre*, tek seferlik parola*
            tek seferlik kod*
            haneli kod*, haneli şifre*, haneli doğrulama kod*
            engångskod*, engångslösenord*, siffrig kod, siffriga kod*, engangskode*, engangspassord*, engangsadgangskode*, sifret kode
            sifrede kode
            sifrede kode*, kertakäyttökoodi*, kertakäyttöi*, numeroinen koodi*
            jednorázový kód, jednorázové heslo, jednorazový kód, jednorazové heslo, místný kód, jednorázového hesla
            egyszer használatos kód*, egyszer használatos jelszó*, egyszeri jelszó*, egyszeri kód*, jegyű kód*, parolă de unică folosință
            cod de unică folosință, parola de unică folosință, κωδικός μιας χρήσης, κωδικό μιας χρήσης, ψήφιος κωδικός, ψήφιο κωδικό
            ワンタイムパスワード, ワンタイムコード, ワンタイムパスコード, ワンタイムpin, 認証コード, 認証番号, 検証コード, セキュリティコード
            ログインコード, 桁のコード, 桁の認証コード, 桁の数字, 桁の番号, 認証キー, 使い捨てパスワード, 使い捨てコード, 認証用コード, サインインコード
            验证码, 驗證碼, 校验码, 校驗碼, 动态码, 動態碼, 动态密码, 動態密碼, 动态口令, 交易密码, 交易密碼, 一次性密码, 一次性密碼, 一次性代码, 一次性代碼, 一次性验证, 一次性口令, 安全码, 安全碼
            安全代码, 安全代碼, 登录码, 登入碼, 短信码, 位数字代码, 位验证, 位數驗證, 位數字, 位数字, 身份码, 認證碼, 认证码, 單次密碼
            인증번호, 인증 번호, 인증코드, 인증 코드, 보안코드, 보안 코드, 일회용 비밀번호, 일회용 암호, 일회용 코드, 일회용 인증, 자리 코드, 자리 숫자
            로그인 코드, 로그인코드, 자리 인증, 1회용 비밀번호, 1회용 코드, 일회성 코드, 일회성 비밀번호
            رمز التحقق, رمز تحقق, رمز التفعيل, رمز الأمان, رمز الدخول, كلمة مرور لمرة واحدة, كلمة المرور لمرة واحدة, رمز لمرة واحدة
            كود التحقق
            كود التفعيل, رمز المصادقة, الرمز المكون من, رمز مكون من, كلمة السر المؤقتة لمرة واحدة, رمز استخدام لمرة واحدة
            رمز تسجيل الدخول, رمز التحقّق, رقم التحقق
            सत्यापन कोड, ओटीपी, ओ टी पी, वन टाइम पासवर्ड, वन-टाइम पासवर्ड, वन टाइम पिन, एक बार का पासवर्ड, एकबारगी पासवर्ड, अंकों का कोड
            सुरक्षा कोड
            लॉगिन कोड, लॉग इन कोड, एकमुश्त पासवर्ड, अंकीय कोड, वेरिफिकेशन कोड, प्रमाणीकरण कोड
            קוד אימות, קוד האימות, קוד חד פעמי, קוד חד־פעמי, קוד החד פעמי, סיסמה חד פעמית, סיסמא חד פעמית, קוד אבטחה, קוד האבטחה
            קוד כניסה, קוד הכניסה
            קוד התחברות, קוד ההתחברות, קוד זיהוי, קוד הזיהוי, קוד בן, סיסמה חד־פעמית
            mã xác minh, mã xác thực, mã otp, mã bảo mật, mã đăng nhập, mật khẩu một lần, mật khẩu dùng một lần, mã một lần
            kode verifikasi, kode otp, kata sandi sekali pakai, kode sekali pakai, kode keamanan, kod pengesahan, kata laluan sekali guna
            kode masuk, kode autentikasi, รหัสยืนยัน, รหัส otp, รหัสผ่านครั้งเดียว, รหัสผ่านแบบใช้ครั้งเดียว, รหัสความปลอดภัย
            รหัสการยืนยัน, รหัสเข้าสู่ระบบ
            کد تایید, کد تأیید, رمز یکبار مصرف, رمز پویا, کد ورود, کد امنیتی, تصدیقی کوڈ, যাচাইকরণ কোড, যাচাই কোড, ওটিপি
            சரிபார்ப்புக் குறியீடு, ధృవీకరణ కోడ్, ഒടിപി
            """),
        WordList(
            .code,
            """
            *code, *codes, digits, characters, ziffern, prüfziffer*, prüfnummer*, prüfzahl*, kontrollziffer*, kontrollnummer*
            bestätigungsnummer*, controlegetal, controlenummer*, controlecijfer*, zeichenfolge, chiffres, caractères, dígitos, cifras
            cifre, cijfers, cyfry, cyfr, cyframi, rakam*, siffror, siffrorna, sifrene, cifrene, číslice, numerot, chave, key code, token
            code number, numeric code, *zahlencode, ziffernfolge, *codice, codici, codigo, codigos, clave, claves
            *kod, *koden, kode, *kode, koda, kodeen, *kodas, kods, kodo, kodem, kody, kodow, kodu*, *kodum*, kodun*, *koodi*, kodot
            kodod*, kodja*, kodra, cod, codul
            koda, kodai, kód, kódu, kódem, kódot, *kódja, kódom, koodin, koodia, tunnusluku*, κωδικ*
            цифры, цифр, цифрами, цифри, код, кода, кодом, коду, коды, кодов, коде, код:, кодът, кодове, кодът*
            コード, 数字, 數字, 숫자, أرقام, الأرقام, अंक, अंकों, ספרות, הספרות, 碼, 码, 代码, 代碼, 口令, 코드, رمز*, الرمز, كود, الكود, कोड, कूट, קוד, הקוד
            קודך, mã của bạn, mã số, mã này, mã sau, nhập mã, รหัส, کد, کوڈ, কোড, குறியீடு, కోడ్, ಕೋಡ್, കോഡ്, kodus
            """),
        WordList(
            [.code, .pickup],
            """
            pickup code, pick up code, collection code, locker code, delivery pin, door code, gate code, entry code, türcode*, digicode
            hentekode*, hämtkod*
            """),
        WordList(
            [.code, .confirmation],
            """
            authorization code, authorisation code, autorisierungscode*, genehmigungscode*, code d'autorisation, código de autorización
            código de autorização
            codice di autorizzazione, autorisatiecode*, kod autoryzacji, kodu autoryzacji, код авторизации, provizyon kodu, 授权码, 授權碼
            """),
        WordList(
            .passcode,
            """
            passcode, pass code, passcodes, pin, pins, pin code, pin-code, pin kód, tan, tan code, access code, codes pin, access pin
            sign in pin, zugangscode*, zugangs pin
            zugangscode, einwahlcode, code pin, code secret, codes secrets, código secreto, codice segreto, geheimcode*, geheimzahl*
            geheimnummer*, code d'accès, code d’accès, código de acceso, código pin, código de acesso, codice di accesso, codice d'accesso
            codice pin, pincode, toegangscode*, pin kodu, pin kod*, erişim kodu, kod dostępu, kodu dostępu, пин, пин код*, пинкод*
            код доступа, код доступу
            パスコード, 暗証番号, ピンコード, アクセスコード, 密令, 访问码, 訪問碼, 접속 코드, 액세스 코드, 암호 코드, 핀번호, 핀 번호, رقم سري, الرقم السري, رمز الدخول السري, رمز المرور
            पिन, एक्सेस कोड, קוד גישה, קוד סודי, åtkomstkod*, adgangskode*, tilgangskode*, mã pin, mã truy cập, kode akses, kode pin
            """),
        WordList(
            .number,
            """
            number, numbers, no, nr, num, nummer, *nummer, *nummern, numéro, número, números, numero, numeri, numer, numeru, номер, номера
            номером, numara, numarası, numaranız
            *numaras*, no'su, číslo, *szám, *száma, număr, numărul, αριθμός, αριθμ*, numret, *nummeret, numero, *numero, *nummerosi, nomor
            หมายเลข, №, nº, n°, nro, núm
            番号, ナンバー, 号码, 號碼, 编号, 編號, 单号, 單號, 번호, رقم, الرقم, नंबर, संख्या, क्रमांक, מספר, מס', شماره
            """),
        WordList(
            .password,
            """
            password, passwords, passwort*, *passwort, *passwörter, *kennwort, *kennwörter, passwd, pwd, passphrase, mot de passe
            mots de passe, contraseña*, senha*
            palavra passe, *password, wachtwoord*, *wachtwoord, lösenord*, adgangskode, adgangskoden, passord*, *passord, salasana*, hasło
            hasła, hasłem, heslo, hesla, jelszó*, jelszav*
            parolă, parola, parolei, пароль, пароля, паролем, паролю, парола*, şifre*, parola*, parolan*, κωδικός πρόσβασης
            κωδικού πρόσβασης, κωδικό πρόσβασης
            パスワード, 密码, 密碼, 비밀번호, 암호, 패스워드, كلمة المرور, كلمة السر, كلمة مرور, كلمه المرور, पासवर्ड, סיסמה, סיסמא, הסיסמה, mật khẩu
            kata sandi, kata laluan, รหัสผ่าน, رمز عبور, گذرواژه
            """),
        WordList(
            .backup,
            """
            backup code*, back up code*, backup-code*, rescue code*, emergency code*, ersatzcode*, sicherungscode*, notfallcode*
            code de secours, codes de secours
            codes de sauvegarde, códigos de respaldo, código de respaldo, códigos de seguridad de respaldo, códigos de recuperación
            códigos de reserva, códigos de backup
            código de backup, códigos alternativos, codici di backup, codici di riserva, codici di emergenza, codici di recupero
            back upcode*, reservecode*, noodcode*
            kody zapasowe, kodów zapasowych, kod zapasowy, резервные коды, резервный код, резервных кодов, резервные коди, yedek kod*
            バックアップコード
            リカバリーコード, 予備コード, 备用验证码, 备用码, 備用碼, 备份码, 備用驗證碼, 恢复代码, 恢复码, 백업 코드, 백업코드, 복구 코드, رموز احتياطية, الرموز الاحتياطية, رمز احتياطي
            رموز النسخ الاحتياطي
            बैकअप कोड, קודי גיבוי, קוד גיבוי, reservkod*, backupkod*, mã dự phòng, kode cadangan, recovery codes, wiederherstellungscodes
            codes de récupération, herstelcodes
            kody odzyskiwania, коды восстановления, kurtarma kodları, ersatzkode*, reservekode*
            """),
    ]
}
