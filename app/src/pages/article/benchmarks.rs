//! Published benchmarks as tables, each with its setup and what its values leave out.

use super::{fact_list, heads, scrolling, source_links};
use maud::{Markup, html};
use model::advice::knowledge::benchmarks::{
    Crypto, ENCRYPTED_STREAMS_2021, FACTORS, PATHS_2021, READINGS, ROWS_2020, ROWS_2024, SETUP_2020, SETUP_2021,
    SETUP_2024, Setup,
};
use model::units::{Mbps, grouped};

/// The part of the page.
pub(super) fn part() -> Markup {
    html! {
        p {
            "None of this was measured on AWS, where one flow stops at 5 Gbps and small types live on credits. The tables are good for ranking the networks and for what encryption and the MTU cost. No published comparison of the VPC CNI with \
            overlays on EC2 was found."
        }
        h3 { "What the tables say" }
        (fact_list(READINGS))
        h3 { "How Berth uses them" }
        p { "How much of an instance\u{2019}s bandwidth is left to pods. Our judgement, informed by the tables." }
        (fact_list(FACTORS))
        (table_of(&SETUP_2020, rows_2020()))
        (table_of(&SETUP_2024, rows_2024()))
        (table_of(&SETUP_2021, rows_2021()))
    }
}

fn table_of(setup: &Setup, tables: Markup) -> Markup {
    html! {
        h3 { (setup.title) }
        p.help { (setup.setup) " " (setup.reading) }
        (tables)
        (source_links(setup.sources))
    }
}

fn rows_2020() -> Markup {
    let heads = encryption_heads(&["Pod MTU", "TCP, Mbit/s", "CPU %, server / client", "UDP, Mbit/s", "Idle, MB"]);
    let rows = html! {
        @for r in ROWS_2020 {
            tr class=(crypto_class(r.crypto)) {
                th scope="row" { (r.name) } td.text { (r.crypto.name()) } td { (grouped(r.mtu.into())) }
                (measure(r.tcp, 10_000, &grouped(r.tcp.0.into())))
                td { (pair(r.cpu, 10)) } td { (grouped(r.udp.0.into())) } td { (r.idle_mb) }
            }
        }
    };
    measured("Throughput over 10 Gbit/s, 2020", heads, rows)
}

fn rows_2024() -> Markup {
    let heads = encryption_heads(&[
        "TCP, 1 stream, Gbit/s",
        "TCP, 8 streams, Gbit/s",
        "CPU, client / server",
        "UDP, 1 stream, Gbit/s",
        "UDP, 8 streams, Gbit/s",
        "Idle, GB",
    ]);
    let rows = html! {
        @for r in ROWS_2024 {
            tr class=(crypto_class(r.crypto)) {
                th scope="row" { (r.name) } td.text { (r.crypto.name()) } td { (gbit(r.tcp[0])) }
                (measure(r.tcp[1], 40_000, &gbit(r.tcp[1])))
                td { (pair(r.cpu, 100)) } td { (gbit(r.udp[0])) } td { (gbit(r.udp[1])) } td { (decimal(r.idle, 100)) }
            }
        }
    };
    measured("Throughput over 40 Gbit/s, 2024", heads, rows)
}

fn rows_2021() -> Markup {
    let clear = heads(&["In the clear", "TCP, 1 stream, Gbit/s", "Requests/s, 1 process"]);
    let paths = html! {
        @for p in PATHS_2021 {
            tr { th scope="row" { (p.name) } (measure(p.tcp, 100_000, &gbit(p.tcp))) td { (grouped(p.requests.into())) } }
        }
    };
    let encrypted = heads(&["Encrypted", "MTU", "TCP, 1 stream, Gbit/s", "CPU % for 10 Gbit/s, client / server"]);
    let streams = html! {
        @for s in ENCRYPTED_STREAMS_2021 {
            tr class=(crypto_class(s.crypto)) {
                th scope="row" { "Cilium, " (s.crypto.name()) } td { (grouped(s.mtu.into())) }
                (measure(s.tcp, 100_000, &gbit(s.tcp))) td { (pair(s.cpu, 10)) }
            }
        }
    };
    html! {
        (measured("Throughput over 100 Gbit/s, 2021", clear, paths))
        (measured("Encrypted throughput over 100 Gbit/s, 2021", encrypted, streams))
    }
}

/// Those of a table with a column of words beside the name; the rest are figures.
fn encryption_heads(figures: &[&str]) -> Markup {
    html! {
        thead { tr {
            th scope="col" { "Network" } th.text scope="col" { "Encryption" }
            @for head in figures { th scope="col" { (head) } }
        } }
    }
}

fn measured(label: &str, heads: Markup, rows: Markup) -> Markup {
    scrolling(label, html! { table.list.measured { (heads) tbody { (rows) } } })
}

/// A cell with a bar as long as its share of the line rate.
fn measure(value: Mbps, line_rate: u32, text: &str) -> Markup {
    let share = format!("inline-size: {}%", value.0 * 100 / line_rate);
    html! { td.measure { span.bar style=(share) {} span { (text) } } }
}

fn crypto_class(crypto: Crypto) -> &'static str {
    match crypto {
        Crypto::Clear => "clear",
        Crypto::Ipsec => "ipsec",
        Crypto::WireGuard => "wireguard",
    }
}

/// `39.5`.
fn gbit(value: Mbps) -> String {
    decimal(value.0 / 100, 10)
}

/// `n` hundredths or tenths as a decimal: `0.95`, `5.2`.
fn decimal(n: u32, unit: u32) -> String {
    let places = if unit == 100 { 2 } else { 1 };
    format!("{}.{:0places$}", n / unit, n % unit)
}

fn pair([a, b]: [u32; 2], unit: u32) -> String {
    format!("{} / {}", decimal(a, unit), decimal(b, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_under_their_heading() {
        for (rows, count) in [(rows_2020(), ROWS_2020.len()), (rows_2024(), ROWS_2024.len())] {
            let (head, body) = rows.0.split_once("</thead>").expect("a table has a head");
            assert_eq!(head.matches("<th class=\"text\"").count(), 1);
            assert_eq!(body.matches("</th><td class=\"text\">").count(), count, "the second cell of each row");
        }
    }

    #[test]
    fn decimals_keep_their_zeros() {
        assert_eq!(decimal(95, 100), "0.95");
        assert_eq!(decimal(109, 100), "1.09");
        assert_eq!(decimal(70, 10), "7.0");
        assert_eq!(gbit(Mbps(39_500)), "39.5");
        assert_eq!(pair([52, 451], 10), "5.2 / 45.1");
    }
}
