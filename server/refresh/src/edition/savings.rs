//! What is read to be compared, because the catalogue has no place for it: rates of Savings Plans against those of Reserved
//! Instances.

use super::some;
use crate::read::SavingsRates;
use catalog_files::Figures;
use model::catalog::reserved::Commitment;
use model::units::MicroUsd;

/// How many names a remark shows.
const SHOWN: usize = 8;
/// Two rates are the same where they differ by no more than a twentieth of a per cent, AWS's rounding.
const SAME: u64 = 2_000;

/// Says for how many types EC2 Instance Savings Plans ask what standard Reserved Instances ask, and Compute Savings Plans what
/// convertible ones do: the page says so of them without AWS's word for it.
pub(super) fn compare(figures: &Figures, rates: &SavingsRates, remarks: &mut Vec<String>) {
    for (what, commitments) in [
        ("EC2 Instance Savings Plans ask what standard", [Commitment::Standard1, Commitment::Standard3]),
        ("Compute Savings Plans ask what convertible", [Commitment::Convertible1, Commitment::Convertible3]),
    ] {
        let (mut all, mut other) = (0, Vec::new());
        for (code, types) in &rates.regions {
            let Some(region) = figures.regions.iter().find(|region| region.region.code == *code) else { continue };
            for (t, offer) in figures.types.iter().zip(&region.offers) {
                let Some(plans) = types.get(&t.name) else { continue };
                for commitment in commitments {
                    let Some((plan, reserved)) = plans[commitment as usize].zip(offer.committed(commitment)) else {
                        continue;
                    };
                    all += 1;
                    if !same(plan, reserved) {
                        other.push(format!("{} in {code} {} instead of {}", t.name, plan.hourly(), reserved.hourly()));
                    }
                }
            }
        }
        if all > 0 {
            let equal = all - other.len();
            let but = if other.is_empty() { String::new() } else { format!("; others: {}", some(&other, SHOWN)) };
            remarks.push(format!("{what} Reserved Instances ask in {equal} of {all} rates{but}"));
        }
    }
}

fn same(one: MicroUsd, other: MicroUsd) -> bool {
    one.0.abs_diff(other.0) <= 1 + one.0.max(other.0) / SAME
}
