"""DMARC aggregate reports, written after the schemas of RFC 7489 and RFC 9990, and what they come in."""

import gzip
import io
import zipfile
from email.message import EmailMessage
from xml.sax.saxutils import escape

DAY = 1_763_942_400  # 2025-11-24T00:00:00Z


def record(source="192.0.2.1", count=1, disposition="none", dkim="pass", spf="pass", header_from="example.com", signatures=None, spf_domain=None, reason=None):
    """A record; `signatures` are (domain, selector, result)."""
    signed = [(header_from, "s1", dkim)] if signatures is None else signatures
    keys = "".join(
        f"<dkim><domain>{escape(domain)}</domain><selector>{escape(selector)}</selector><result>{result}</result></dkim>" for domain, selector, result in signed
    )
    why = f"<reason><type>{reason}</type><comment>as heard</comment></reason>" if reason else ""
    return (
        f"<record><row><source_ip>{escape(source)}</source_ip><count>{count}</count><policy_evaluated><disposition>{disposition}</disposition>"
        f"<dkim>{dkim}</dkim><spf>{spf}</spf>{why}</policy_evaluated></row>"
        f"<identifiers><header_from>{escape(header_from)}</header_from></identifiers>"
        f"<auth_results>{keys}<spf><domain>{escape(spf_domain or header_from)}</domain><scope>mfrom</scope><result>{spf}</result></spf></auth_results></record>\n"
    )


def report(*records, organization="receiver.example", id="r-1", domain="example.com", begin=DAY, end=DAY + 86_399, policy=None, head="", root="feedback"):
    policy = "<adkim>r</adkim><aspf>s</aspf><p>reject</p><sp>quarantine</sp><pct>100</pct>" if policy is None else policy
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"{head}<{root}>\n<version>1.0</version>\n"
        f"<report_metadata><org_name>{escape(organization)}</org_name><email>dmarc@receiver.example</email>\n"
        f"<report_id>{escape(id)}</report_id><date_range><begin>{begin}</begin><end>{end}</end></date_range></report_metadata>\n"
        f"<policy_published><domain>{escape(domain)}</domain>{policy}</policy_published>\n" + "".join(records or [record()]) + f"</{root.split()[0]}>\n"
    ).encode()


# As RFC 9990 has it: a namespace, elements of an extension, no pct.
NEW = f"""<?xml version='1.0'?>
<!-- a comment -->
<feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0" xmlns:more="urn:example:more">
  <version>1.0</version>
  <report_metadata>
    <org_name>new.example</org_name>
    <email>reports@new.example</email>
    <report_id>&lt;2@new.example&gt;</report_id>
    <date_range><begin>{DAY}</begin><end>{DAY + 3600}</end></date_range>
    <error>two records at _dmarc.example.com</error>
    <generator>Reporter 2.0</generator>
  </report_metadata>
  <policy_published>
    <domain>example.com</domain>
    <discovery_method>treewalk</discovery_method>
    <p>quarantine</p><sp>none</sp><np>reject</np><fo>1</fo><adkim>r</adkim><aspf>r</aspf><testing>y</testing>
  </policy_published>
  <extension><more:note>hello <more:count>99</more:count></more:note></extension>
  <record>
    <row>
      <source_ip>2001:DB8:0:0::25</source_ip>
      <count> 7 </count>
      <policy_evaluated>
        <disposition>pass</disposition><dkim>pass</dkim><spf>fail</spf>
        <reason><type>policy_test_mode</type></reason>
      </policy_evaluated>
    </row>
    <identifiers><header_from>News.Example.com.</header_from><envelope_from/></identifiers>
    <auth_results>
      <dkim><domain>example.com</domain><selector>k1</selector><result>pass</result><human_result>good &amp; well</human_result></dkim>
      <dkim><domain>esp.example</domain><selector>k2</selector><result>pass</result></dkim>
      <spf><domain><![CDATA[bounce.esp.example]]></domain><scope>mfrom</scope><result>pass</result></spf>
    </auth_results>
    <more:result><more:count>1000</more:count></more:result>
  </record>
</feedback>
""".encode()


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    """A zip of (name, content)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


def mail(content, type="application/gzip", name="receiver.example!example.com!1!2.xml.gz"):
    """The mail that a report comes with."""
    message = EmailMessage()
    message["From"] = "dmarc@receiver.example"
    message["To"] = "reports@example.com"
    message["Subject"] = "Report Domain: example.com Submitter: receiver.example Report-ID: r-1"
    message.set_content("This is an aggregate report.\n")
    message.add_alternative("<?xml version='1.0'?><html><body>This is an aggregate report.</body></html>", subtype="html")
    main, sub = type.split("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def packed(content):
    return gzip.compress(content, mtime=0)
