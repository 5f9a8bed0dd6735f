//! What a thing in a chart is, for backends that are not ours: plotters hands it to them as a colour.

use crate::svg::Ink;
use model::node::limit::Limit;
use plotters_backend::BackendColor;

/// What is drawn. Each is one of the classes of the SVG text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A thin line from a tick.
    Grid,
    /// An axis or its tick.
    Axis,
    /// The lines from the chosen point to both axes, dashed.
    Cross,
    /// The ring around the chosen point.
    Chosen,
    /// A tick's label.
    Tick,
    /// An axis' title.
    Label,
    /// The text instead of points.
    Note,
    /// A point, in the colour of its limit.
    Limit(Limit),
}

impl Role {
    /// What a colour that comes from [`paint`](crate::cost_per_pod::paint) means.
    pub fn of(color: BackendColor) -> Role {
        let ink = Ink::of(color);
        match ink {
            Ink::GRID => Role::Grid,
            Ink::AXIS => Role::Axis,
            Ink::CROSS => Role::Cross,
            Ink::CHOSEN => Role::Chosen,
            Ink::TICK => Role::Tick,
            Ink::LABEL => Role::Label,
            _ => {
                let limit = ink.series_number().and_then(|number| Limit::ALL.get(usize::from(number)));
                limit.map_or(Role::Note, |limit| Role::Limit(*limit))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_survives_its_colour() {
        for (ink, role) in [(Ink::GRID, Role::Grid), (Ink::CHOSEN, Role::Chosen), (Ink::NOTE, Role::Note)] {
            assert_eq!(Role::of(ink.text().color), role);
        }
        for limit in Limit::ALL {
            assert_eq!(Role::of(Ink::series(limit as u8).text().color), Role::Limit(limit));
        }
    }
}
