//! Tables for spreadsheets (RFC 4180).

use model::view::AttemptView;

/// Every call that was paid for, or tried to be; amounts in US dollars.
pub fn receipts(rows: &[AttemptView]) -> String {
    let mut csv = String::from(
        "made_at,shot,provider,model,external_id,task,state,class,sentence,estimate_usd,billed_usd,called_at,ended_at,\
         waited_seconds,seconds,url\r\n",
    );
    for row in rows {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let fields = [
            row.made_at.clone(),
            text(&row.number),
            row.provider.clone(),
            row.model.clone(),
            row.external_id.clone(),
            text(&row.task),
            row.state.clone(),
            text(&row.class),
            text(&row.sentence),
            dollars(row.estimate_cents),
            row.billed_cents.map(dollars).unwrap_or_default(),
            text(&row.called_at),
            text(&row.ended_at),
            row.waited_seconds.map(|seconds| format!("{seconds:.1}")).unwrap_or_default(),
            row.seconds.map(|seconds| format!("{seconds:.3}")).unwrap_or_default(),
            text(&row.url),
        ];
        csv.push_str(&fields.map(|field| quoted(&field)).join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// The panels of a storyboard, in the film's order.
pub fn panels(rows: &[pipeline::PanelRow]) -> String {
    let mut csv = String::from("scene,heading,shot,framing,camera,seconds,action,dialogue,cast,props,approved\r\n");
    for row in rows {
        let fields = [
            row.scene.clone(),
            row.heading.clone(),
            row.number.clone(),
            row.framing.clone(),
            row.camera.clone(),
            format!("{:.1}", row.seconds),
            row.action.clone(),
            row.dialogue.clone(),
            row.cast.clone(),
            row.props.clone(),
            if row.approved { "yes" } else { "no" }.to_owned(),
        ];
        csv.push_str(&fields.map(|field| quoted(&field)).join(","));
        csv.push_str("\r\n");
    }
    csv
}

fn dollars(cents: i64) -> String {
    format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

/// Quoted where it must be. A field that a spreadsheet would run as a formula is made a text.
fn quoted(field: &str) -> String {
    let field = match field.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t') => format!("'{field}"),
        _ => field.to_owned(),
    };
    if field.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::{dollars, quoted};

    #[test]
    fn cents_are_written_as_dollars() {
        assert_eq!([0, 5, 120, -120].map(dollars), ["0.00", "0.05", "1.20", "-1.20"]);
    }

    #[test]
    fn a_field_keeps_its_commas_and_quotes_and_runs_nothing() {
        assert_eq!(quoted("Kling: busy, 3 tries"), "\"Kling: busy, 3 tries\"");
        assert_eq!(quoted("he said \"no\""), "\"he said \"\"no\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("plain"), "plain");
    }
}
