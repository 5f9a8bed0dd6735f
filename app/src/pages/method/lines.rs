//! The formulas, gathered from the model's own explanations: one line a figure, one form for each way in
//! which it is calculated. Nothing is written here a second time.

use super::cases::{Case, cases};
use model::catalog::Catalog;
use model::explain::{Figure, Input, explain, explain_held};
use model::plan::article_2018;
use model::plan::best::best;
use model::plan::{Candidate, judge};
use model::scenario::{Era, Filters, Scenario};

/// The type of the worked example.
pub(super) const TYPE: &str = "m5.large";

/// A figure, and every way to calculate it.
pub(super) struct Line {
    /// The id that a type's page gives it too.
    pub id: &'static str,
    /// Its name.
    pub label: &'static str,
    /// The example's form first.
    pub forms: Vec<Form>,
}

/// One way to work a figure out.
pub(super) struct Form {
    /// Where it was met first.
    pub case: String,
    /// The figure there.
    pub figure: Figure,
    /// Inputs that other cases have besides.
    pub also: Vec<Input>,
    /// Sources of every case.
    pub sources: Vec<&'static str>,
    /// Caveats, each with the case that it holds for, empty where it is the form's own.
    pub notes: Vec<(String, &'static str)>,
}

/// Every line, in the order in which a reader would work them out.
pub(super) fn lines(catalog: &Catalog) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for Case { name, scenario } in cases() {
        for figure in figures(catalog, &scenario) {
            match lines.iter_mut().find(|line| line.id == figure.id) {
                Some(line) => line.add(&name, figure),
                None => lines.push(Line { id: figure.id, label: figure.label, forms: vec![Form::new(&name, figure)] }),
            }
        }
    }
    lines
}

/// The explanation of the example's type; empty where the catalogue does not have it.
fn figures(catalog: &Catalog, scenario: &Scenario) -> Vec<Figure> {
    let scenario = Scenario { filters: Filters::open(), region: catalog.region.code.clone(), ..scenario.clone() };
    let Some(c) = candidate(catalog, &scenario) else { return Vec::new() };
    let mut figures = explain(catalog, &scenario, &c);
    figures.extend(c.today().iter().flat_map(|c| explain_held(catalog, &scenario, c)));
    figures
}

fn candidate(catalog: &Catalog, scenario: &Scenario) -> Option<Candidate> {
    match scenario.era {
        // A case with GPUs or Neuron devices needs a type that has them.
        Era::Today => match judge(catalog, scenario, catalog.find(TYPE)?) {
            Ok(candidate) => Some(candidate.into()),
            Err(_) => best(catalog, scenario),
        },
        Era::Article => article_2018::judge(catalog, scenario, catalog.find_2018(TYPE)?).ok(),
    }
}

impl Line {
    fn add(&mut self, case: &str, figure: Figure) {
        match self.forms.iter_mut().find(|form| form.is_of(&figure)) {
            Some(form) => form.merge(case, figure),
            None => self.forms.push(Form::new(case, figure)),
        }
    }
}

impl Form {
    fn new(case: &str, figure: Figure) -> Form {
        let sources = figure.sources.clone();
        let notes = figure.note.map(|note| (String::new(), note)).into_iter().collect();
        Form { case: case.to_string(), figure, also: Vec::new(), sources, notes }
    }

    /// The same formula, with the same meaning of each symbol.
    fn is_of(&self, other: &Figure) -> bool {
        let agrees =
            |i: &Input| self.figure.inputs.iter().all(|own| own.symbol != i.symbol || own.meaning == i.meaning);
        self.figure.formula == other.formula && other.inputs.iter().all(agrees)
    }

    fn merge(&mut self, case: &str, other: Figure) {
        for input in other.inputs {
            if !self.figure.inputs.iter().chain(&self.also).any(|i| i.symbol == input.symbol) {
                self.also.push(input);
            }
        }
        for source in other.sources {
            if !self.sources.contains(&source) {
                self.sources.push(source);
            }
        }
        if let Some(note) = other.note.filter(|note| self.notes.iter().all(|(_, known)| known != note)) {
            self.notes.push((case.to_string(), note));
        }
    }
}
