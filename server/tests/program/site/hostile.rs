//! Markup in links stays text, and what is no HTTP leaves the site alive.

use super::client::*;

/// What is in each tag outside quotes: names of attributes, and values without quotes.
fn attributes(html: &str) -> impl Iterator<Item = String> {
    let tags = html.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    tags.map(|tag| {
        let (mut quote, mut outside) = (None, String::new());
        for c in tag.chars() {
            match (quote, c) {
                (None, '>') => break,
                (None, '"' | '\'') => quote = Some(c),
                (None, _) => outside.push(c),
                (Some(q), _) if q == c => quote = None,
                (Some(_), _) => {}
            }
        }
        outside
    })
}

#[test]
fn markup_in_a_link_stays_text() {
    let site = site();
    let attacks = [
        "<script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "'\"><img src=x onerror=alert(1)>",
        "\" onfocus=\"alert(1)\" autofocus=\"",
        "' onfocus='alert(1)' autofocus='",
        "--><svg onload=alert(1)>",
        "</title><svg onload=alert(1)>",
    ];
    let fields = [
        "profile", "find", "region", "type", "families", "ds", "subnet", "mode", "pods", "max_pods", "sort", "limit",
        "v", "unknown",
    ];
    for attack in attacks {
        let escaped: String = attack.bytes().map(|b| format!("%{b:02x}")).collect();
        let mut query: String = fields.iter().map(|field| format!("&{field}={escaped}")).collect();
        query += &format!("&{escaped}=1");
        for page in [
            "/",
            "/instances",
            "/instances/m5.large",
            "/regions",
            &format!("/instances/{escaped}"),
            &format!("/{escaped}"),
        ] {
            for era in ["today", "article"] {
                let answer = get(&site, &format!("{page}?era={era}{query}"));
                assert!(matches!(answer.status, 200 | 404), "{page} {attack}: {}", answer.head);
                for raw in ["<script>alert", "<img src=x", "<svg onload"] {
                    assert!(!answer.body.contains(raw), "{page}?era={era}: {attack} comes back as it went in");
                }
                let broken = attributes(&answer.body).find(|text| text.contains("alert("));
                assert_eq!(broken, None, "{page}?era={era}: {attack} leaves its attribute");
                assert!(!answer.head.contains("alert"), "{page} {attack}: {}", answer.head);
            }
        }
    }
    // The test can tell: an attribute that is left is seen, and as text the markup is there.
    assert_eq!(attributes("<p><a href=\"x\" onfocus=\"y\" b='\"'>").collect::<String>(), "pa href= onfocus= b=");
    let shown = get(&site, "/?region=%3Cscript%3Ealert(1)%3C/script%3E");
    assert!(shown.text().contains("region: “<script>alert(1)</script>” is not allowed"), "{}", shown.text());
}

#[test]
fn requests_that_are_no_http_leave_the_site_alive() {
    let site = site();
    let long_header =
        format!("GET / HTTP/1.1\r\nHost: berth\r\nX: {}\r\nConnection: close\r\n\r\n", "x".repeat(2_000_000));
    let requests: [&[u8]; 7] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS greeting\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /?pods=\xff\xfe HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: berth\r\nContent-Length: 6\r\nConnection: close\r\n\r\npods=5",
        b"DELETE /instances/m5.large HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n",
        long_header.as_bytes(),
    ];
    for request in requests {
        let shown = String::from_utf8_lossy(&request[..request.len().min(60)]);
        // Cutting the line is an answer too, with so much still unread.
        let answer = exchange(&site, request).unwrap_or_default();
        let status = String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|code| code.parse::<u16>().ok());
        assert!(status.is_none_or(|code| (400..500).contains(&code)), "{shown:?} gives {status:?}");
        assert_eq!(get(&site, "/healthz").status, 200, "after {shown:?}");
    }
    let head = b"HEAD / HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n";
    let head = read_answer(&exchange(&site, head).expect("the answer comes whole"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}
