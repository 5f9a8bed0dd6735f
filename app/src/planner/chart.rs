//! Cost per pod against pods per node, every type a dot in the colour of its binding limit.

use super::state::State;
use charts::{Picture, Point, Size, class_of, cost_per_pod, nearest};
use leptos::ev;
use leptos::prelude::*;
use model::capacity::Limit;
use model::units::grouped;

/// The chart, its legend and its read-out.
pub fn chart(state: State) -> AnyView {
    let read_out = RwSignal::new(None::<usize>);
    let svg = move || {
        let chosen = state.shown().map(|(place, _)| place);
        state.plan.with(|plan| {
            let points: Vec<Point> = plan.candidates.iter().map(point).collect();
            let desc = format!("{} types; the table below lists them all.", grouped(points.len() as u64));
            cost_per_pod(
                &points,
                chosen,
                &Picture { size: Size::WIDE, title: "Cost per pod against pods per node", desc: &desc },
            )
        })
    };
    let limits = Memo::new(move |_| {
        state.plan.with(|plan| {
            let has = |limit: &Limit| plan.candidates.iter().any(|c| c.capacity.binding() == *limit);
            Limit::ALL.into_iter().filter(has).collect::<Vec<_>>()
        })
    });
    let legend = move || {
        let entry = |limit: Limit| view! { <li class=class_of(limit)>{limit.name()}</li> };
        limits.get().into_iter().map(entry).collect_view()
    };
    let at = move |ev: &ev::PointerEvent| {
        let place = viewbox_point(ev)?;
        state.plan.with_untracked(|plan| {
            let points: Vec<Point> = plan.candidates.iter().map(point).collect();
            nearest(&points, Size::WIDE, place)
        })
    };
    let on_move = move |ev: ev::PointerEvent| read_out.set(at(&ev));
    let on_click = move |ev: ev::PointerEvent| {
        if let Some(place) = at(&ev)
            && let Some(name) = state.name_at(place)
        {
            state.choose(&name);
        }
    };
    // The keys walk the ranking, so the chart can be read without a pointer.
    let on_key = move |ev: ev::KeyboardEvent| {
        let last = state.plan.with_untracked(|p| p.candidates.len()).saturating_sub(1);
        let now = read_out.get_untracked().unwrap_or(0);
        let next = match ev.key().as_str() {
            "ArrowRight" | "ArrowDown" => (now + 1).min(last),
            "ArrowLeft" | "ArrowUp" => now.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                if let Some(name) = state.name_at(now) {
                    state.choose(&name);
                }
                return;
            }
            _ => return,
        };
        ev.prevent_default();
        read_out.set(Some(next));
    };
    let says = move || {
        let place = read_out.get().or_else(|| state.shown().map(|(place, _)| place))?;
        state.catalog.with(|catalog| {
            state.plan.with(|plan| {
                let c = plan.candidates.get(place)?;
                let name = plan.name(catalog, c.index);
                Some(format!(
                    "{name}: {} pods per node, {} a pod and month, {} binds",
                    grouped(c.capacity.pods.into()),
                    c.fleet.per_pod.per_pod(),
                    c.capacity.binding().name()
                ))
            })
        })
    };
    view! {
        <figure class="chart-pane">
            <figcaption>
                <h2>"Cost per pod against pods per node"</h2>
                <ul class="legend" aria-label="Binding limit">{legend}</ul>
            </figcaption>
            <div class="chart" tabindex="0" role="group" aria-label="Chart; arrow keys read out types in the order of their rank"
                inner_html=svg on:pointermove=on_move on:pointerleave=move |_| read_out.set(None) on:pointerdown=on_click on:keydown=on_key></div>
            <p class="read-out" aria-live="polite">{says}</p>
        </figure>
    }
    .into_any()
}

fn point(c: &model::plan::Candidate) -> Point {
    Point { pods_per_node: c.capacity.pods, cost_per_pod: c.fleet.per_pod, binding: c.capacity.binding() }
}

/// Where a pointer is, in the units of the picture.
fn viewbox_point(ev: &ev::PointerEvent) -> Option<(i32, i32)> {
    use wasm_bindgen::JsCast;
    let target = ev.current_target()?.dyn_into::<web_sys::Element>().ok()?;
    let frame = target.get_bounding_client_rect();
    let scale = f64::from(Size::WIDE.width) / frame.width().max(1.0);
    let (x, y) = (f64::from(ev.client_x()) - frame.left(), f64::from(ev.client_y()) - frame.top());
    Some(((x * scale) as i32, (y * scale) as i32))
}
