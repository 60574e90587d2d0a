//! A moment: exact on the server, relative once the browser knows what time it is.

use leptos::prelude::*;

/// A moment given in RFC 3339 (UTC). The exact time stays as the title.
#[component]
pub fn When(#[prop(into)] at: String) -> impl IntoView {
    let exact = at.get(..16).map_or_else(|| at.clone(), |minute| format!("{} UTC", minute.replace('T', " ")));
    let text = RwSignal::new(exact.clone());
    let iso = at.clone();
    Effect::new(move |_| {
        let then = js_sys::Date::parse(&iso);
        if then.is_finite() {
            text.set(relative((js_sys::Date::now() - then) / 1000.0));
        }
    });
    view! {
        <time datetime=at title=exact>
            {move || text.get()}
        </time>
    }
}

fn relative(seconds: f64) -> String {
    let of = |n: f64, unit: &str| {
        let n = n.floor() as u64;
        format!("{n} {unit}{} ago", if n == 1 { "" } else { "s" })
    };
    match seconds {
        s if s < 45.0 => "just now".to_owned(),
        s if s < 3600.0 => of((s / 60.0).max(1.0), "minute"),
        s if s < 86_400.0 => of(s / 3600.0, "hour"),
        s if s < 30.0 * 86_400.0 => of(s / 86_400.0, "day"),
        s if s < 365.0 * 86_400.0 => of(s / (30.0 * 86_400.0), "month"),
        s => of(s / (365.0 * 86_400.0), "year"),
    }
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn a_moment_is_told_in_its_largest_unit() {
        assert_eq!(
            [10.0, 50.0, 7200.0, 90_000.0, 40.0 * 86_400.0].map(relative),
            ["just now", "1 minute ago", "2 hours ago", "1 day ago", "1 month ago"]
        );
    }
}
