//! Published benchmarks as tables, each with its setup and what its values leave out.

use super::{fact_list, heads, scrolling, source_links};
use leptos::prelude::*;
use model::advice::knowledge::benchmarks::{
    Crypto, ENCRYPTED_STREAMS_2021, EncryptedStream2021, FACTORS, PATHS_2021, Path2021, READINGS, ROWS_2020, ROWS_2024,
    Row2020, Row2024, SETUP_2020, SETUP_2021, SETUP_2024, Setup,
};
use model::units::{Mbps, grouped};

/// The part of the page.
pub(super) fn part() -> AnyView {
    view! {
        <p>
            "None of this was measured on AWS, where one flow stops at 5 Gbps and small types live on credits. The tables are good for ranking the networks and for what encryption and the MTU cost. No published comparison of the VPC CNI with \
            overlays on EC2 was found."
        </p>
        <h3>"What the tables say"</h3>
        {fact_list(READINGS)}
        <h3>"How Berth uses them"</h3>
        <p>"How much of an instance\u{2019}s bandwidth is left to pods. Our judgement, informed by the tables."</p>
        {fact_list(FACTORS)}
        {table_of(&SETUP_2020, rows_2020())}
        {table_of(&SETUP_2024, rows_2024())}
        {table_of(&SETUP_2021, rows_2021())}
    }
    .into_any()
}

fn table_of(setup: &'static Setup, tables: AnyView) -> AnyView {
    view! {
        <h3>{setup.title}</h3>
        <p class="help">{setup.setup}" "{setup.reading}</p>
        {tables}
        {source_links(setup.sources)}
    }
    .into_any()
}

fn rows_2020() -> AnyView {
    let line = |r: &Row2020| {
        view! {
            <tr class=crypto_class(r.crypto)>
                <th scope="row">{r.name}</th><td>{r.crypto.name()}</td><td>{grouped(r.mtu.into())}</td>
                {measure(r.tcp, 10_000, grouped(r.tcp.0.into()))}
                <td>{pair(r.cpu, 10)}</td><td>{grouped(r.udp.0.into())}</td><td>{r.idle_mb}</td>
            </tr>
        }
    };
    let heads = heads(&[
        "Network",
        "Encryption",
        "Pod MTU",
        "TCP, Mbit/s",
        "CPU %, server / client",
        "UDP, Mbit/s",
        "Idle, MB",
    ]);
    scrolling(
        "Throughput over 10 Gbit/s, 2020",
        view! { <table class="list measured">{heads}<tbody>{ROWS_2020.iter().map(line).collect_view()}</tbody></table> },
    )
}

fn rows_2024() -> AnyView {
    let line = |r: &Row2024| {
        let [one, eight] = r.tcp;
        view! {
            <tr class=crypto_class(r.crypto)>
                <th scope="row">{r.name}</th><td>{r.crypto.name()}</td><td>{gbit(one)}</td>{measure(eight, 40_000, gbit(eight))}
                <td>{pair(r.cpu, 100)}</td><td>{gbit(r.udp[0])}</td><td>{gbit(r.udp[1])}</td><td>{decimal(r.idle, 100)}</td>
            </tr>
        }
    };
    let heads = heads(&[
        "Network",
        "Encryption",
        "TCP, 1 stream, Gbit/s",
        "TCP, 8 streams, Gbit/s",
        "CPU, client / server",
        "UDP, 1 stream, Gbit/s",
        "UDP, 8 streams, Gbit/s",
        "Idle, GB",
    ]);
    scrolling(
        "Throughput over 40 Gbit/s, 2024",
        view! { <table class="list measured">{heads}<tbody>{ROWS_2024.iter().map(line).collect_view()}</tbody></table> },
    )
}

fn rows_2021() -> AnyView {
    let path = |p: &Path2021| {
        view! { <tr><th scope="row">{p.name}</th>{measure(p.tcp, 100_000, gbit(p.tcp))}<td>{grouped(p.requests.into())}</td></tr> }
    };
    let stream = |s: &EncryptedStream2021| {
        view! {
            <tr class=crypto_class(s.crypto)>
                <th scope="row">{format!("Cilium, {}", s.crypto.name())}</th><td>{grouped(s.mtu.into())}</td>
                {measure(s.tcp, 100_000, gbit(s.tcp))}<td>{pair(s.cpu, 10)}</td>
            </tr>
        }
    };
    let clear = heads(&["In the clear", "TCP, 1 stream, Gbit/s", "Requests/s, 1 process"]);
    let encrypted = heads(&["Encrypted", "MTU", "TCP, 1 stream, Gbit/s", "CPU % for 10 Gbit/s, client / server"]);
    view! {
        {scrolling(
            "Throughput over 100 Gbit/s, 2021",
            view! { <table class="list measured">{clear}<tbody>{PATHS_2021.iter().map(path).collect_view()}</tbody></table> },
        )}
        {scrolling(
            "Encrypted throughput over 100 Gbit/s, 2021",
            view! { <table class="list measured">{encrypted}<tbody>{ENCRYPTED_STREAMS_2021.iter().map(stream).collect_view()}</tbody></table> },
        )}
    }
    .into_any()
}

/// A cell with a bar as long as its share of the line rate.
fn measure(value: Mbps, line_rate: u32, text: String) -> AnyView {
    let share = format!("inline-size: {}%", value.0 * 100 / line_rate);
    view! { <td class="measure"><span class="bar" style=share></span><span>{text}</span></td> }.into_any()
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
    fn decimals_keep_their_zeros() {
        assert_eq!(decimal(95, 100), "0.95");
        assert_eq!(decimal(109, 100), "1.09");
        assert_eq!(decimal(70, 10), "7.0");
        assert_eq!(gbit(Mbps(39_500)), "39.5");
        assert_eq!(pair([52, 451], 10), "5.2 / 45.1");
    }
}
