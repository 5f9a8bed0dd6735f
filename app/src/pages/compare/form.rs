//! The fields of a comparison; without JavaScript they add and remove as well.

use crate::compared::MOST;
use maud::{Markup, html};

/// What to compare.
pub(super) struct Form<'a> {
    pub legend: &'static str,
    pub help: &'static str,
    /// Of each field; its number follows.
    pub label: &'static str,
    /// The name of each field.
    pub key: &'static str,
    /// Most characters of a field.
    pub longest: u32,
    /// The values of the fields, in order.
    pub names: Vec<&'a str>,
    /// Pairs that are sent along.
    pub kept: Vec<(String, String)>,
    /// Other ways to name what is compared.
    pub more: Markup,
}

impl Form<'_> {
    pub fn markup(&self) -> Markup {
        html! {
            form.compare-form method="get" action="/compare" {
                fieldset {
                    legend { (self.legend) }
                    p.help id={ "help-" (self.key) } { (self.help) }
                    @for index in 0..MOST {
                        label { (self.label) " " (index + 1) " "
                            input name=(self.key) value=[self.names.get(index)] maxlength=(self.longest) autocomplete="off"
                                autocapitalize="off" spellcheck="false" aria-describedby={ "help-" (self.key) };
                        }
                    }
                    @for (key, value) in &self.kept { input type="hidden" name=(key) value=(value); }
                    (self.more)
                    button { "Compare" }
                }
            }
        }
    }
}
