//! Dates as pages show them. Times are seconds since 1970-01-01 UTC; there is no clock here.

/// The time of a request, which the server provides: pages have no clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now(pub i64);

const SECONDS_A_DAY: i64 = 86_400;

/// The UTC date of a time, ISO 8601: `2026-11-23`.
///
/// Days are counted in eras of 400 years from 0000-03-01, so that a leap day ends its year (after Howard
/// Hinnant's `civil_from_days`).
pub fn date(seconds: i64) -> String {
    let days = seconds.div_euclid(SECONDS_A_DAY) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days from 0000-03-01 to a date in ISO 8601, `None` where it is none: what lies between two is their difference (after
/// Howard Hinnant's `days_from_civil`).
pub fn day_number(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (year, shifted_month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + (153 * shifted_month + 2) / 5 + day - 1;
    Some(era * 146_097 + day_of_era)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_are_the_dates_of_a_calendar_the_other_way_round() {
        for days in (-700_000..800_000).step_by(97) {
            assert_eq!(day_number(&date(days * SECONDS_A_DAY)), Some(days + 719_468), "{days}");
        }
        for wrong in ["", "2026", "2026-07", "2026-13-01", "2026-01-32", "see the list"] {
            assert_eq!(day_number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_fall_on_their_days() {
        // Seconds by `date -u -d ... +%s`.
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_799, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_543_449_600, "2018-11-29"),
            (1_795_392_000, "2026-11-23"),
            (4_107_542_400, "2100-03-01"),
            (-1, "1969-12-31"),
        ] {
            assert_eq!(date(seconds), expected, "{seconds}");
        }
    }
}
