//! Small letters for captions: three pixels wide and five high.

/// Rows from the top, a digit of three bits each.
const LETTERS: &[(char, u32)] = &[
    ('A', 0o25755),
    ('B', 0o65656),
    ('C', 0o34443),
    ('D', 0o65556),
    ('E', 0o74647),
    ('F', 0o74644),
    ('G', 0o34553),
    ('H', 0o55755),
    ('I', 0o72227),
    ('J', 0o11152),
    ('K', 0o55655),
    ('L', 0o44447),
    ('M', 0o57755),
    ('N', 0o65555),
    ('O', 0o25552),
    ('P', 0o65644),
    ('Q', 0o25563),
    ('R', 0o65655),
    ('S', 0o34216),
    ('T', 0o72222),
    ('U', 0o55557),
    ('V', 0o55552),
    ('W', 0o55775),
    ('X', 0o55255),
    ('Y', 0o55222),
    ('Z', 0o71247),
    ('0', 0o75557),
    ('1', 0o26227),
    ('2', 0o61247),
    ('3', 0o61216),
    ('4', 0o55711),
    ('5', 0o74616),
    ('6', 0o34757),
    ('7', 0o71222),
    ('8', 0o75757),
    ('9', 0o75716),
    ('.', 0o00002),
    (',', 0o00024),
    ('-', 0o00700),
    ('\'', 0o22000),
    (':', 0o02020),
    ('(', 0o12221),
    (')', 0o42224),
    ('|', 0o22222),
    ('/', 0o11244),
    ('?', 0o61202),
    ('!', 0o22202),
];

/// Calls `dot` with each pixel of a text, `scale` pixels a dot, wrapped after `columns` letters.
pub fn text(words: &str, columns: usize, scale: u32, mut dot: impl FnMut(u32, u32)) {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split(' ') {
        let full = lines.last().is_some_and(|line| line.len() + word.len() >= columns);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    for (row, line) in lines.iter().enumerate() {
        for (column, letter) in line.to_uppercase().chars().enumerate() {
            let Some((_, bits)) = LETTERS.iter().find(|(other, _)| *other == letter) else { continue };
            for y in 0..5 {
                for x in 0..3 {
                    if bits >> (3 * (4 - y) + 2 - x) & 1 == 1 {
                        for (a, b) in (0..scale).flat_map(|a| (0..scale).map(move |b| (a, b))) {
                            dot((column as u32 * 4 + x) * scale + a, (row as u32 * 7 + y) * scale + b);
                        }
                    }
                }
            }
        }
    }
}
