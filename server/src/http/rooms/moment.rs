//! A day and a time as a form sends them: `2026-12-01T14:00`, in UTC.

use room::Moment;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Reads it; `None` for any other text, and for days that no calendar has.
pub fn read(text: &str) -> Option<Moment> {
    let (day, time) = text.split_once('T')?;
    let mut date = day.split('-').map(number);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    // seconds come from browsers that show them
    let mut clock = time.split(':').map(number);
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next().unwrap_or(Some(0))?);
    let is_right = (1970..=9999).contains(&year) && hour < 24 && minute < 60 && second < 60;
    if !is_right || date.next().is_some() || clock.next().is_some() {
        return None;
    }
    let days = days_since_1970(year, month, day)?;
    u64::try_from(days * DAY + hour * 3_600 + minute * 60 + second).ok().map(Moment)
}

fn number(text: &str) -> Option<i64> {
    let is_plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

/// Days from 1970-01-01 on, counted in eras of 400 years from 0000-03-01 (after Howard Hinnant's `days_from_civil`).
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=longest).contains(&day) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::moment::rfc3339;

    #[test]
    fn it_reads_what_the_calendar_has_and_nothing_else() {
        for (text, seconds) in [
            ("1970-01-01T00:00", 0),
            ("2000-02-29T23:59", 951_868_740),
            ("2026-11-23T09:04:02", 1_795_424_642),
            ("2100-03-01T00:00", 4_107_542_400),
        ] {
            assert_eq!(read(text), Some(Moment(seconds)), "{text}");
        }
        for wrong in [
            "",
            "2026-11-23",
            "2026-02-29T00:00",
            "2026-13-01T00:00",
            "2026-11-31T00:00",
            "2026-11-23T24:00",
            "2026-11-23T09",
            "26-1-1T1:1Z",
            "+026-11-23T09:04",
            "2026-11-23T09:04:02:01",
            "2026-11-23-1T09:04",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_day_of_a_century_reads_back() {
        for day in 0..36_600_i64 {
            let text = rfc3339(day * DAY + 3_660);
            assert_eq!(read(&text[..16]), u64::try_from(day * DAY + 3_660).ok().map(Moment), "{text}");
        }
    }
}
