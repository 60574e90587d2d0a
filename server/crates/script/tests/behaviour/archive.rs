//! Word processors' files, made as small as the programs that write them allow. Shared with `examples/fuzz.rs`.

use miniz_oxide::deflate::compress_to_vec;

/// A zip archive of these parts, packed or just stored.
pub fn zip(parts: &[(&str, &[u8])], packed: bool) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let data = if packed { compress_to_vec(content, 6) } else { content.to_vec() };
        let method: u16 = if packed { 8 } else { 0 };
        let at = out.len() as u32;
        // Version, flags, method, time, date; the checksum is not looked at.
        let mut common = Vec::new();
        for word in [20u16, 0, method, 0, 0] {
            common.extend(word.to_le_bytes());
        }
        for long in [0u32, data.len() as u32, content.len() as u32] {
            common.extend(long.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend(0u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(data);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, count) = (out.len() as u32, parts.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A Word document of these paragraphs: the name of the style, more properties as XML, and the text.
pub fn docx(paragraphs: &[(&str, &str, &str)], packed: bool) -> Vec<u8> {
    let mut styles = String::from("<w:styles xmlns:w=\"w\">");
    let mut body = String::from("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>");
    for (style, properties, text) in paragraphs {
        let id = style.replace(' ', "");
        styles.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{style}\"/></w:style>"
        ));
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        body.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{id}\"/>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
        ));
    }
    body.push_str("<w:sectPr/></w:body></w:document>");
    styles.push_str("</w:styles>");
    zip(&[("word/styles.xml", styles.as_bytes()), ("word/document.xml", body.as_bytes())], packed)
}

/// An OpenDocument text with this content between `<office:text>` and its end, and these automatic styles.
pub fn odt(styles: &str, content: &str, packed: bool) -> Vec<u8> {
    let xml = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{content}</office:text></office:body></office:document-content>"
    );
    zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", xml.as_bytes())], packed)
}
