//! Reading the fields of a form. A field that is absent or blank says nothing.

use crate::Problem;

/// A number within bounds; the name is for the sentence.
pub fn number(name: &str, value: Option<&str>, low: f64, high: f64) -> Result<Option<f64>, Problem> {
    let Some(text) = value.map(str::trim).filter(|v| !v.is_empty()) else { return Ok(None) };
    match text.replace(',', ".").parse::<f64>() {
        Ok(number) if (low..=high).contains(&number) => Ok(Some(number)),
        Ok(_) => Err(Problem::field(format!("{name} can be from {low} to {high}."))),
        Err(_) => Err(Problem::field(format!("{name} must be a number, such as {}.", low.max(1.0)))),
    }
}

/// One of a vocabulary, by its key.
pub fn choice<T>(value: Option<&str>, from_key: fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
    match value.filter(|v| !v.is_empty()) {
        None => Ok(None),
        Some(key) => from_key(key)
            .map(Some)
            .ok_or_else(|| Problem::field(format!("“{key}” is not one of the choices. Choose from the list."))),
    }
}

/// Dollars as typed, in cents.
pub fn cents(name: &str, value: Option<&str>) -> Result<Option<i64>, Problem> {
    let text = value.map(|v| v.trim().trim_start_matches('$'));
    Ok(number(name, text, 0.0, 100_000.0)?.map(|dollars| (dollars * 100.0).round() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_field_says_nothing() {
        assert_eq!(number("Length", None, 1.0, 60.0), Ok(None));
        assert_eq!(number("Length", Some("  "), 1.0, 60.0), Ok(None));
    }

    #[test]
    fn a_comma_is_a_decimal_point_too() {
        assert_eq!(number("Length", Some("2,5"), 1.0, 60.0), Ok(Some(2.5)));
    }

    #[test]
    fn a_number_out_of_bounds_is_refused_with_its_bounds() {
        let problem = number("Length", Some("61"), 1.0, 60.0).unwrap_err();
        assert_eq!((problem.status, problem.sentence.as_str()), (422, "Length can be from 1 to 60."));
        assert!(number("Length", Some("NaN"), 1.0, 60.0).is_err());
    }

    #[test]
    fn dollars_become_cents() {
        assert_eq!(cents("Budget", Some("$11.20")), Ok(Some(1120)));
    }

    #[test]
    fn an_unknown_choice_is_refused() {
        assert_eq!(choice(Some("dolly_in"), model::CameraMove::from_key), Ok(Some(model::CameraMove::DollyIn)));
        assert!(choice(Some("sideways"), model::CameraMove::from_key).is_err());
    }
}
