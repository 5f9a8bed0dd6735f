//! The class of a request, for figures and for the log: what it is about, never whose or which.

use axum::http::Method;

/// One of a dozen words.
pub fn route(method: &Method, path: &str) -> &'static str {
    let is_post = *method == Method::POST;
    let path = path.strip_prefix('/').unwrap_or(path);
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match (first, rest) {
        ("s", "") if is_post => "save",
        ("api", "v1/scenarios") if is_post => "save",
        ("healthz" | "readyz", "") => "health",
        ("fleet" | "advice" | "modes", "") => "planner",
        ("", "") if path.is_empty() => "planner",
        ("pkg", _) | ("favicon.svg" | "favicon.ico" | "robots.txt", "") => "asset",
        ("catalog", _) => "catalog",
        ("preview.png", "") | ("fleet", "preview.png") | ("charts", _) => "picture",
        ("s", rest) if rest.ends_with(".png") || rest.contains("/charts/") => "picture",
        ("s", rest) if rest.contains("/take-away/") && !rest.ends_with("/take-away/fleet") => "file",
        ("take-away", rest) if !rest.is_empty() && rest != "fleet" => "file",
        ("s", _) => "saved",
        ("r", rest) if rest.ends_with("/stream") => "stream",
        ("r", _) | ("rooms", _) => "room",
        ("api", rest) if !rest.is_empty() => "api",
        ("embed", _) => "embed",
        _ => "page",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_a_class_and_none_has_its_own() {
        for (path, class) in [
            ("/", "planner"),
            ("/fleet", "planner"),
            ("/method", "page"),
            ("/instances/m5.large", "page"),
            ("/nobody/knows/this", "page"),
            ("//", "page"),
            ("/s/0Kd6bEUlL2x", "saved"),
            ("/s/0Kd6bEUlL2x/take-away/fleet", "saved"),
            ("/s/0Kd6bEUlL2x/take-away/decision.md", "file"),
            ("/s/0Kd6bEUlL2x/preview.png", "picture"),
            ("/take-away", "page"),
            ("/take-away/fleet/steps.md", "file"),
            ("/charts/cost-per-pod.svg", "picture"),
            ("/r/abc", "room"),
            ("/r/abc/stream", "stream"),
            ("/api", "page"),
            ("/api/v1/plan", "api"),
            ("/pkg/app.0.wasm", "asset"),
            ("/catalog/us-east-1.0.bin", "catalog"),
            ("/readyz", "health"),
        ] {
            assert_eq!(route(&Method::GET, path), class, "{path}");
        }
        for path in ["/s", "/api/v1/scenarios"] {
            assert_eq!(route(&Method::POST, path), "save");
        }
    }
}
