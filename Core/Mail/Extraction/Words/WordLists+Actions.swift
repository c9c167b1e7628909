extension WordLists {
    /// What links do.
    static let actions: [WordList] = [
        WordList(
            [.verify, .authentication],
            """
            verif*, activate, activation, activating, validate, validation, authenticate, complete registration
            complete your registration, complete sign up, complete your sign up, complete signup, finish signing up, finish registration
            complete my registration, finish setting up, complete your account, approve sign in, approve login, approve this
            yes subscribe me, authorize, authorise
            complete your signup, finish creating, finish your registration, verifizier*, aktivier*, registrierung abschließen
            anmeldung abschließen, registrierung vollenden, freischalten, ja ich möchte, vérifi*, activez, activer, activation, validez
            valider, finaliser, finalisez, terminer mon inscription, terminer l'inscription, terminez votre inscription
            verific*, activa*, activar, validar, valida, completa tu registro, completar registro, completar el registro
            completar mi registro, finalizar registro, finaliza tu registro, ativar, ative, ativa*, concluir cadastro, concluir o cadastro
            conclua seu cadastro, completar cadastro, finalizar cadastro, concluir registo, concluir inscrição
            attiva*, attivare, convalida*, completa la registrazione, completare la registrazione, completa registrazione
            completa l'iscrizione, verifieer*, activeer*, activeren, valideer*, registratie voltooien, voltooi je registratie
            voltooi uw registratie, registratie afronden, rond je registratie
            zweryfikuj*, weryfik*, aktywuj*, aktywac*, dokończ rejestrac*, dokończ rejestr*, zakończ rejestrac*, верифи*, проверк*
            активир*, активац*, завершить регистрац*, завершите регистрац*, doğrula*, etkinleştir*, aktifleştir*, aktivasyon*
            kaydı tamamla*, kaydınızı tamamla*, üyeliği tamamla*, hesabı onayla*
            verifier*, aktiver*, slutför registrering*, todenna*, aktivoi*, ověření, ověřit, ověřte, ověřovací*, ověříte, overenie
            overenia, ověřen*, overit*, aktivov*, overit, overte, dokončit registraci, ellenőriz*, ellenorz*, aktivál*, verificaț*
            activaț*, verifică, activează, перевір*, завершити реєстр*, потвърд*, επαλήθευσ*, επαληθεύσ*, ενεργοποίησ*, ενεργοποιήσ*
            認証, 検証, 有効化, 有効に, 本登録, 仮登録, 手続きを完了, 登録手続き, アクティベート, 登録を完了, 登録完了, 本人確認, 验证, 驗證, 激活, 启用, 啟用, 校验, 认证, 認證, 完成注册, 完成註冊, 开通, 인증, 활성화
            가입 완료, 가입을 완료, 가입완료, 등록 완료, تحقق*, التحقق, تفعيل, فعل, فعّل, تنشيط, إكمال التسجيل, أكمل التسجيل
            सत्यापन, सत्यापित, वेरिफ़ाई, वेरिफाई, सक्रिय*, एक्टिवेट, पंजीकरण पूरा, אימות, אמת, לאמת, אמתו, הפעלת, הפעל, הפעילו, להפעיל
            להפעלת, השלמת הרשמה, השלמת ההרשמה, xác minh, xác thực, kích hoạt, verifikasi, aktifkan, aktivasi, sahkan, ยืนยัน, เปิดใช้งาน
            تایید, فعال سازی
            """),
        WordList(
            [.verify, .authentication],
            """
            unlock*, entsperr*, déverrouill*, débloqu*, desbloque*, sblocc*, ontgrendel*, deblokk*, odblok*, разблокир*, розблок*
            kilidini aç*, lås upp, lås op, lås opp, ロック解除, ロックを解除, 解锁, 解鎖, 잠금 해제, 잠금을 해제, إلغاء القفل, अनलॉक, ביטול נעיל*, שחרור חשבון
            """),
        WordList(
            .complete,
            """
            complete, completing, finish, finishing, finalise, finalize, abschließen, abzuschließen, abzuschliessen, fertigstellen
            abgeschlossen, finaliser, finalisez, compléter, complétez, terminer, terminez, completar, completa, completo, finalizar
            finaliza, terminar, concluir, conclua, completare, concludere, terminare, afronden, af te ronden, voltooien, voltooi
            te voltooien, dokończyć, dokończ, ukończyć, zakończyć, завершить, завершите, завершения, завершити, tamamla*, slutför*
            fuldfør*, fullfør*, viimeistele*, dokončit, dokončete, befejez*, finaliza*, ολοκληρ*
            完了, 完了させ, 完成, 완료, إكمال, لإكمال, أكمل, पूरा, להשלמת, להשלים, השלימו, השלם, hoàn tất, selesaikan, menyelesaikan, เสร็จสิ้น
            """),
        WordList(
            [.verify, .confirmation],
            """
            confirm*, bestätig*, bestaetig*, confirmez, confirmer, confirma*, conferma*, confermare, bevestig*, potwierd*, potwierdz*
            подтверд*, подтвержд*, підтвер*, onay*, bekräft*, bekræft*, bekreft*, vahvist*, potvrd*, potvrz*, megerősít*, confirmați
            επιβεβαί*, επιβεβαι*
            確認, ご確認, 承認, 確定, 确认, 확인, تأكيد, التأكيد, أكد, أكّد, تاكيد, पुष्टि, कन्फर्म, אישור, אשר, אשרו, לאשר, לאישור, xác nhận
            konfirmasi, تأیید
            """),
        WordList(
            .account,
            """
            email, e mail, mail address, email address, account, accounts, your identity, registration, subscription, newsletter, sign up
            signup, your device, new device, profile, membership
            e mail adresse, mailadresse, *konto, kontos, *adresse, registrierung*, anmeldung, abonnement, newsletter*, adresse e-mail
            adresse mail, adresse électronique, courriel, compte, inscription, profil, correo*, cuenta*, registro, suscripción
            dirección de correo, conta, cadastro, inscrição, registo, endereço*
            indirizzo*, account, iscrizione, registrazione, posta elettronica, e mailadres, mailadres, registratie, aanmelding
            inschrijving, nieuwsbrief*, adres e mail, adresu e mail, adres email, konto, konta, rejestrac*, subskrypc*, newslettera, почт*
            аккаунт*, учетн*, учётн*, регистрац*, подписк*, адрес*, e posta*, eposta*, hesap*, hesab*, üyelik*, üyeliğ*, kayıt, abonelik*
            aboneliğ*
            e post*, epost*, kontot, *konto, prenumeration*, konto, tilauksen, sähköposti*, tili*, účet*, účtu, e mail*, fiók*
            regisztráci*, cont, contul, contului, обліков*, акаунт*, профил*, λογαριασμ*, メールアドレス, アカウント, 会員登録, 登録, 購読, 配信登録, 邮箱*, 電郵*
            电子邮件*, 電子郵件*, 账号, 账户, 帐号, 帐户, 帳號, 帳戶, 信箱, 邮件地址, 订阅, 訂閱, 이메일, 계정, 메일 주소, 회원가입, 구독, 가입
            بريد*, البريد, بريدك, الإلكتروني, حساب*, الحساب, حسابك, الاشتراك, اشتراكك, التسجيل, ईमेल, ई-मेल, खाता, खाते, अकाउंट, सदस्यता
            पंजीकरण, מייל, המייל, אימייל, דוא\"ל, חשבון, החשבון, חשבונך, הרשמה, ההרשמה, מנוי, tài khoản, akun, akaun, alamat email, บัญชี
            อีเมล, ایمیل, حساب کاربری
            """),
        WordList(
            [.reset, .authentication],
            """
            reset, resetting, resets, choose a new password, set a new password, new password, create new password, set new password
            set password, set your password, set up your password, create a password, create your password, choose a password
            change password, change your password, change my password, password change, forgot password, forgot your password
            forgotten your password, password recovery, account recovery, recover your account, recover account, recover, recovery
            update your password
            zurücksetz*, zurückzusetzen, zuruecksetz*, rücksetz*, neues passwort, neues kennwort, passwort ändern, passwort festlegen
            passwort vergessen, passwort vergeben, passwort wählen, kontowiederherstellung, réinitialis*, nouveau mot de passe
            mot de passe oublié, changer de mot de passe, modifier mon mot de passe, définir un mot de passe, choisir un mot de passe
            restablec*, recuperar*, recuperación, nueva contraseña, cambiar contraseña, cambiar la contraseña, cambiar mi contraseña
            crear contraseña, olvidaste tu contraseña, olvidaste la contraseña, olvidaste la clave, olvidaste tu clave, nueva clave
            recuperar clave, cambiar clave, reiniciar
            redefin*, nova senha, alterar senha, alterar a senha, esqueceu a senha, esqueceu sua senha, criar senha, repor, reposição
            nova palavra passe, recuperação, reimposta*, reimpostazione, ripristin*, nuova password, password dimenticata, cambia password
            cambiare la password, imposta password, crea password, recupera*, recupero, resetten, opnieuw instell*, herstell*
            nieuw wachtwoord, wachtwoord vergeten, wachtwoord wijzigen, wachtwoord instellen
            zresetuj*, resetuj*, resetow*, nowe hasło, nowego hasła, ustaw hasło, ustawić nowe, zmień hasło, odzyskiw*, odzyskaj*
            przywróc*, сброс*, восстанов*, новый пароль, нового пароля, смена пароля, сменить пароль, задать пароль, изменить пароль
            придум*, sıfırla*, yenileme*, yenile, yeni şifre*, yeni parola*, şifremi unuttum, şifre değiştir*, şifremi değiştir*
            parolamı değiştir*, parola değiştir*, parolanızı değiştir*, şifrenizi değiştir*, parolanızı mı unuttunuz
            şifrenizi mi unuttunuz, şifre belirle*, återställ*, nytt lösenord, glömt lösenord*, byt lösenord, nulstil*, ny adgangskode
            glemt adgangskode, tilbakestill*, nytt passord, glemt passord, nollaa*, nollaus*, palaut*, uusi salasana, vaihda salasana
            obnov*, obnoven*, nové heslo, změna hesla, změnit heslo, zmeniť heslo, zapomenuté heslo, visszaállít*, új jelszó, elfelejtett
            resetare*, resetează, resetați, parolă nouă, скинут*, скидан*, відновл*, новий пароль, възстанов*, нова парола, επαναφορ*
            νέος κωδικός, 再設定, リセット, パスワードの変更, パスワードを変更, 新しいパスワード, パスワードをお忘れ, パスワード変更, 再発行, 初期化, 重置, 重設, 重设, 找回, 新密码, 新密碼, 修改密码, 更改密碼
            变更密码, 变更密碼, 忘记密码, 忘記密碼, 设置密码, 設定密碼
            재설정, 초기화, 새 비밀번호, 비밀번호 변경, 비밀번호 찾기, 비밀번호를 변경, 복구, إعادة تعيين, إعادة ضبط, استعادة, كلمة مرور جديدة, تغيير كلمة المرور
            نسيت كلمة, إعادة التعيين, रीसेट, नया पासवर्ड, पासवर्ड बदल*, पासवर्ड भूल*, पुनः सेट, पुनर्प्राप्ति, איפוס, לאיפוס, לאפס, אפס
            אפסו, שחזור, סיסמה חדשה, סיסמא חדשה, לשחזר, שנה סיסמ, שינוי סיסמה, שינוי הסיסמה, שינוי סיסמא, לשינוי הסיסמ, đặt lại, khôi phục
            mật khẩu mới, đổi mật khẩu, atur ulang, reset kata sandi, setel ulang, kata sandi baru, รีเซ็ต, ตั้งรหัสผ่านใหม่, بازنشانی
            بازیابی
            """),
        WordList(
            [.signIn, .authentication],
            """
            sign in, signin, signing in, sign into, log in, login, logins, logging in, log into, log on, logon, sign on, anmelde*
            anmelden, anmeldung*, einlogg*, einzuloggen, anzumelden, *anmeldung, login*, connexion, connecter, connectez, se connecter
            identifiez, identifier, iniciar sesión, inicia sesión, inicie sesión, inicio de sesión, acceder, accede, ingresar a, entrar
            iniciar sessão, inicie sessão, início de sessão, acessar, acesse, faça login
            accedi, accedere, accesso, inlog*, inloggen, log je in, aanmeld*, loguj, zaloguj*, logowan*, zalogow*, войти, войдите, вход
            входа, входе, входу, войд*, giriş*, oturum aç*, oturum açma*, logga in, inlogg*, loggar in, log ind, logge ind, logg inn
            innlogg*, pålogg*, kirjaudu*, kirjautu*, přihlás*, přihlaš*, prihlás*, prihlasovac*, bejelentkez*, belép*, conectare
            conectați, autentificare, intră în, увійти, вхід, влизане, влезте, σύνδεση*, συνδεθ*
            ログイン, サインイン, ログオン, 登录, 登入, 登錄, 登陆, 로그인, 접속, تسجيل الدخول, الدخول, دخول, سجل الدخول, لتسجيل الدخول, लॉगिन, लॉग इन, साइन इन
            प्रवेश, התחבר*, התחברות*, להתחבר, כניסה, הכניסה, להיכנס, היכנס*, đăng nhập, log masuk, masuk ke, เข้าสู่ระบบ, ورود
            """),
        WordList(
            [.magic, .authentication],
            """
            magic link, magic sign in, magic login, sign in link, signin link, login link, log in link, one time link, one click sign in
            one click login, passwordless, without a password, without password, ohne passwort, passwortlos*, sans mot de passe
            sin contraseña, sin clave, sem senha, sem palavra passe, senza password, zonder wachtwoord, bez hasła, без пароля, şifresiz*
            parolasız*, utan lösenord, パスワードなし, パスワード不要, 免密码, 免密碼, 비밀번호 없이, بدون كلمة مرور, ללא סיסמה, बिना पासवर्ड, access link
            secure link, magic url, sign in with one click, magischer link, anmeldelink*, anmelde link*, login link*, magic-link*
            einmallink*, zugangslink*, lien magique, lien de connexion, lien d'accès, lien unique, enlace mágico, enlace de acceso
            enlace de inicio de sesión, enlace para iniciar sesión, link mágico, link de acesso, link de login, link para entrar
            link magico, link di accesso, link per accedere
            inloglink*, magische link*, magiczny link, link do logowania, linku do logowania, magicznego linku, волшебная ссылка
            волшебную ссылку, магическая ссылка, магическую ссылку, ссылка для входа, ссылку для входа, ссылке для входа, ссылки для входа
            giriş bağlantı*, giriş link*, sihirli bağlantı*, sihirli link*, inloggningslänk*, magisk länk, magiska länk*, loginlink*
            magisk link, innloggingslenke*, kirjautumislink*, přihlašovací odkaz*, magický odkaz, bejelentkezési link*, link de conectare
            посилання для входу, σύνδεσμος σύνδεσης
            マジックリンク, ログインリンク, ログイン用リンク, ログイン用url, サインインリンク, ログイン用のリンク, ログインurl, 登录链接, 登入連結, 登录连结, 魔法链接, 魔術連結, 免密登录, 一键登录, 一鍵登入, 快速登录链接
            로그인 링크, 매직 링크, 매직링크, رابط تسجيل الدخول, رابط الدخول, الرابط السحري, رابط سحري, लॉगिन लिंक, मैजिक लिंक, साइन इन लिंक
            साइन-इन लिंक, קישור כניסה, קישור הכניסה, קישור התחברות, קישור קסם, קישור להתחברות, קישור לכניסה, liên kết đăng nhập
            tautan masuk, link masuk, ลิงก์เข้าสู่ระบบ
            """),
        WordList(
            .invitation,
            """
            invit*, einladung*, eingeladen, einlad*, invitation*, invité*, convit*, convid*, invito, inviti, invitato, invitata, uitnodig*
            uitgenodigd, zaprosz*, zaprasza*, zaproszenie, приглаш*, пригласил*, приглас*, davet*, inbjud*, inviterer, invitert, inviteret
            indbyd*, kutsu*, pozván*, pozvánk*, pozval*, meghív*, invitaț*, invitat, запрош*, запросил*, покан*, πρόσκλησ*, προσκάλεσ*
            招待, ご招待, 邀请, 邀請, 초대, دعوة, الدعوة, دعاك, دعتك, دعوتك, आमंत्र*, निमंत्रण, न्योता, הזמנה, ההזמנה, הזמין, הזמינה, מזמין, הוזמנת
            lời mời, mời bạn, undangan, mengundang, jemputan, คำเชิญ, เชิญคุณ, دعوت
            """),
        WordList(
            .accept,
            """
            accept*, join, join now, annehmen, akzeptier*, beitreten, teilnehmen, mitmachen, accepter, acceptez, rejoindre, rejoignez
            aceptar, acepta, unirse, unirme, únete, aceitar, aceite, entrar na equipe, participar, junte-se, juntar-se, accetta*
            accettare, unisciti, partecipa*, accepteer*, accepteren, deelnemen, lid worden, sluit je aan, przyjmij, zaakceptuj*, dołącz*
            akceptuj*, принять, примите, присоедин*, вступить, kabul*, katıl*, acceptera*, gå med, accepter*, deltag, bli med, hyväksy*
            liity, přijmout, přijměte, prijať, připoj*, elfogad*, csatlakoz*, alătură*, прийняти, приєдна*, приемете, αποδοχή*, αποδεχ*
            συμμετ*
            参加, 承諾, 受諾, 承認して, 招待を受け, 受け入れ, 接受, 加入, 수락, 참여, 참가, 합류, قبول, انضم*, الانضمام, اقبل, स्वीकार*, शामिल, जुड़ें, जुड़ने, קבל*
            לקבל, הצטרף*, הצטרפ*, להצטרף, chấp nhận, tham gia, terima, bergabung, gabung, ยอมรับ, เข้าร่วม, پذیرش, پیوستن
            """),
        WordList(
            .unsubscribe,
            """
            unsubscribe*, opt out, stop receiving, manage preferences, email preferences, notification settings, remove me, abmelden
            abbestell*, abmeldung, newsletter abmelden, austragen, désabonn*, désinscri*, se désinscrire, darse de baja, darte de baja
            date de baja, dar de baja, cancelar suscripción, cancelar la suscripción, cancelar inscrição, cancelar a inscrição
            descadastr*, cancelar assinatura, cancelar subscrição, anular subscrição, anular la suscripción, deixar de receber, disiscri*
            annulla iscrizione, annulla l'iscrizione, cancella iscrizione, cancellati, cancellarti
            uitschrijv*, afmeld*, wypisz*, wypisać, zrezygnuj*, rezygnacj*, anuluj subskrypcję, отписаться, отписат*, отпиш*
            отказаться от рассылки, abonelikten ç*, aboneliği iptal*, listeden çık*, üyelikten çık*, avregistrera*, avprenumerera*
            avsluta prenumeration*, meld av, avmeld*, avslutt abonnement*, peruuta tilaus*, peru tilaus*, odhlásit*, odhlasit*, odhlásiť*
            leiratkoz*, dezabon*, відписат*, отпиши*, отписване, διαγραφ*, καταργηστε την εγγραφή
            配信停止, 配信を停止, 購読解除, 登録解除, メルマガ解除, 停止する, 退订, 退訂, 取消订阅, 取消訂閱, 取消關注, 수신거부, 수신 거부, 구독 취소, 구독취소, 구독 해지, 수신을 원하지, إلغاء الاشتراك
            الغاء الاشتراك, إلغاء اشتراكك, सदस्यता समाप्त, सदस्यता रद्द, अनसब्सक्राइब, सदस्यता छोड़, הסרה, להסרה, ביטול הרשמה, ביטול מנוי
            הסר אותי, hủy đăng ký, berhenti berlangganan, berhenti langganan, nyahlanggan, ยกเลิกการรับ, ยกเลิกการสมัคร, لغو اشتراک
            """),
    ]
}
