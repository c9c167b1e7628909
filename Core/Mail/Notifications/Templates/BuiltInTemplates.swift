/// The templates that work before anybody writes one: they name no product, since they know none.
public enum BuiltInTemplates {
    /// By file name.
    public static let files: TemplatesInMemory = TemplatesInMemory([
        "user_registered.subject.mustache":
            "{{#display_name}}Welcome, {{display_name}}{{/display_name}}{{^display_name}}Welcome{{/display_name}}",
        "user_registered.txt.mustache": text,
        "user_registered.html.mustache": html,
    ])

    private static let text = """
        {{#display_name}}
        Hello {{display_name}},
        {{/display_name}}
        {{^display_name}}
        Hello,
        {{/display_name}}

        your account is ready. You can sign in with this address: {{email}}

        You did not register? Then somebody gave your address by mistake, and you
        need not do anything.

        """

    private static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>Welcome</title>
        <style>
        @media (prefers-color-scheme: dark) {
          .page { background: #15181c !important; }
          .card { background: #1f242a !important; }
          .words { color: #e8eaed !important; }
          .small { color: #9aa3ad !important; }
        }
        </style>
        </head>
        <body class="page" style="margin:0;padding:0;background:#f2f4f6;">
        <table role="presentation" class="page" width="100%" cellspacing="0" cellpadding="0" style="background:#f2f4f6;">
        <tr><td align="center" style="padding:24px 12px;">
        <table role="presentation" class="card" width="100%" cellspacing="0" cellpadding="0" style="max-width:560px;background:#ffffff;border-radius:8px;">
        <tr><td class="words" style="padding:32px 28px 8px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:22px;line-height:1.3;font-weight:600;color:#1d2329;">
        {{#display_name}}Hello {{display_name}}{{/display_name}}{{^display_name}}Hello{{/display_name}}
        </td></tr>
        <tr><td class="words" style="padding:8px 28px 24px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1d2329;">
        Your account is ready. You can sign in with this address:<br><strong style="word-break:break-all;">{{email}}</strong>
        </td></tr>
        <tr><td class="small" style="padding:0 28px 28px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:13px;line-height:1.5;color:#5f6b76;">
        You did not register? Then somebody gave your address by mistake, and you need not do anything.
        </td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>

        """
}
