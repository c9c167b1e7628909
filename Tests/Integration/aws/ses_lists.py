"""The lists by which SES refuses a mail: headers that may be there once, and file names that may not be there.

https://docs.aws.amazon.com/ses/latest/dg/header-fields.html, https://docs.aws.amazon.com/ses/latest/dg/mime-types.html
"""

ONCE_ONLY = frozenset(
    name.lower()
    for name in """
    Accept-Language acceptLanguage Archived-At Auto-Submitted Bounces-to Comments Content-Alternative Content-Base Content-Class
    Content-Description Content-Disposition Content-Duration Content-ID Content-Language Content-Length Content-Location Content-MD5
    Content-Transfer-Encoding Content-Type Date Delivered-To Disposition-Notification-Options Disposition-Notification-To DKIM-Signature
    DomainKey-Signature Errors-To From Importance In-Reply-To Keywords List-Archive List-Help List-Id List-Owner List-Post List-Subscribe
    List-Unsubscribe List-Unsubscribe-Post Message-Context Message-ID MIME-Version Organization Original-From Original-Message-ID
    Original-Recipient Original-Subject Precedence Priority References Reply-To Return-Path Return-Receipt-To Sender Solicitation
    Sensitivity Subject Thread-Index Thread-Topic User-Agent VBR-Info To Cc Bcc
    """.split()
)

REFUSED_EXTENSIONS = frozenset(
    """
    ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp its js jse ksh lib lnk mad maf mag mam maq
    mar mas mat mau mav maw mda mdb mde mdt mdw mdz msc msh msh1 msh2 mshxml msh1xml msh2xml msi msp mst ops pcd pif plg prf prg reg scf
    scr sct shb shs sys ps1 ps1xml ps2 ps2xml psc1 psc2 tmp url vb vbe vbs vps vsmacros vss vst vsw vxd ws wsc wsf wsh xnk
    """.split()
)
