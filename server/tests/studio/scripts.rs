//! Scripts that come as files.

use super::served::Served;
use std::io::Write as _;

/// A Word file whose text is in this XML.
fn docx(xml: &str) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    file.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    write!(file, "<w:document><w:body>{xml}</w:body></w:document>").unwrap();
    file.finish().unwrap().into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[tokio::test]
async fn files_that_take_too_much_to_read_get_a_sentence_and_the_next_one_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let (bomb, long) = (docx(&" ".repeat(20 << 20)), docx(&paragraph(&"A word. ".repeat(300_000))));
    let good = docx(&["INT. KITCHEN - NIGHT", "MAYA", "You came."].map(paragraph).concat());
    let read = async |bytes: &[u8], name: &str| {
        let url = format!("{}/api/v1/read?name={name}", studio.address);
        let request = studio.client.post(url).header("cookie", &studio.cookie).body(bytes.to_vec());
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json::<serde_json::Value>().await.unwrap())
    };
    // Several at once, in children of their own.
    let (bomb, long, good) = tokio::join!(read(&bomb, "a.docx"), read(&long, "b.docx"), read(&good, "c.docx"));
    assert_eq!((bomb.0, long.0, good.0), (422, 413, 200), "{bomb:?} {long:?}");
    assert!(bomb.1["sentence"].as_str().unwrap().contains("more than a script can be"));
    assert!(long.1["sentence"].as_str().unwrap().contains("Film it in parts."));
    assert!(good.1["text"].as_str().unwrap().contains("You came."), "{good:?}");
    // The end of a name decides what plain text is, and nothing in a name is an option of ours.
    let (status, script) = read(b"A DOOR\nopens.", "--help.fountain").await;
    assert_eq!((status, script["format"].as_str()), (200, Some("Fountain")));
}
