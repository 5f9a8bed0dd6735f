//! A type's bandwidth: the sum of its network cards, and never more than AWS words it to be.

use super::shape::NetworkInfo;
use model::units::Mbps;

/// Baseline and peak; `None` where the file does not say, as older versions of the AWS CLI do not.
///
/// Cards that share the instance's limit are each listed with all of it: the sum is capped at the figure in
/// `NetworkPerformance` where it is more than 1 % above that. `4x 100 Gigabit` is 400 Gbps.
pub(super) fn bandwidth(network: &NetworkInfo) -> Option<(Mbps, Mbps)> {
    let cards = &network.network_cards;
    let baseline = cards.iter().map(|card| card.baseline_bandwidth_in_gbps.map(mbps)).sum::<Option<u32>>()?;
    let peak = cards.iter().map(|card| card.peak_bandwidth_in_gbps.map(mbps)).sum::<Option<u32>>()?;
    if peak == 0 || baseline == 0 {
        return None;
    }
    let cap = worded(&network.network_performance);
    let capped = |sum: u32| cap.filter(|cap| sum > cap + cap / 100).unwrap_or(sum);
    Some((Mbps(capped(baseline)), Mbps(capped(peak))))
}

/// Gigabits per second as megabits: no figure of AWS's has more than three decimals.
fn mbps(gbps: f64) -> u32 {
    (gbps * 1_000.0).round().clamp(0.0, 1e8) as u32
}

/// The figure in the words: `Up to 12.5 Gigabit`, `4x 100 Gigabit`. `None` for `Moderate` and the like.
fn worded(words: &str) -> Option<u32> {
    let figure = words.strip_prefix("Up to ").unwrap_or(words).strip_suffix(" Gigabit")?;
    let (cards, gbps) = figure.split_once("x ").unwrap_or(("1", figure));
    Some(mbps(gbps.parse().ok()?) * cards.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::super::shape::NetworkCard;
    use super::*;

    fn of(words: &str, cards: &[(f64, f64)]) -> Option<(u32, u32)> {
        let card = |(baseline, peak): &(f64, f64)| NetworkCard {
            baseline_bandwidth_in_gbps: Some(*baseline),
            peak_bandwidth_in_gbps: Some(*peak),
            ..NetworkCard::default()
        };
        let network = NetworkInfo {
            network_performance: words.into(),
            network_cards: cards.iter().map(card).collect(),
            ..NetworkInfo::default()
        };
        bandwidth(&network).map(|(baseline, peak)| (baseline.0, peak.0))
    }

    #[test]
    fn cards_add_up_unless_they_share_a_limit() {
        assert_eq!(of("Up to 10 Gigabit", &[(0.75, 10.0)]), Some((750, 10_000)));
        assert_eq!(of("4x 100 Gigabit", &[(100.0, 100.0); 4]), Some((400_000, 400_000)));
        assert_eq!(of("100 Gigabit", &[(100.0, 100.0); 2]), Some((100_000, 100_000)));
        assert_eq!(of("3.12 Gigabit", &[(3.125, 3.125)]), Some((3_125, 3_125)), "less than 1 % above the words");
        assert_eq!(of("Moderate", &[(0.3, 0.3)]), Some((300, 300)));
        assert_eq!(of("High", &[]), None);
    }
}
