//! What the tools are called and take.

use serde_json::{Value, json};

/// What a tool does to the studio.
enum Does {
    Looks,
    Changes,
    Spends,
}

fn tool(name: &str, title: &str, description: &str, does: &Does, fields: Value, required: &[&str]) -> Value {
    let looks = matches!(does, Does::Looks);
    json!({
        "name": name,
        "title": title,
        "description": description,
        "inputSchema": {
            "type": "object",
            "properties": fields,
            "required": required,
            "additionalProperties": false,
        },
        "annotations": {
            "title": title,
            "readOnlyHint": looks,
            // Nothing that was made is lost: takes stay, and changes can be taken back.
            "destructiveHint": false,
            "idempotentHint": looks,
            "openWorldHint": matches!(does, Does::Spends),
        },
    })
}

/// Every tool.
pub fn all() -> Vec<Value> {
    let script = json!({ "type": "string", "description": "The script: Fountain, or plain text with INT. and EXT. headings. Up to 2 MB." });
    let title = json!({ "type": "string", "description": "What the film is called, up to 200 characters." });
    let id = json!({ "type": "string", "description": "The id of the film." });
    let shot = json!({ "type": "string", "description": "The number of the shot, such as 3 or 12A." });
    let most = json!({ "type": "integer", "minimum": 0, "description": "The most that it may cost, in US cents. Left out: the price is told, and nothing is done." });
    let film = json!({
        "script": script,
        "title": title,
        "settings": { "type": "object", "description": "As a project has them, such as {\"video\": {\"provider\": \"kling\", \"model\": \"kling-v2-5-turbo\"}}. Left out: the studio draws the film at no cost." },
    });
    let mut job = film.clone();
    job["max_cost_cents"] = most.clone();
    job["accept_warnings"] = json!({ "type": "boolean", "description": "Goes on with lines that should be looked at; the decision is kept." });
    vec![
        tool(
            "read_script",
            "Read a script",
            "Tells the scenes, characters, places and shots that stand in a script. Nothing is kept, nothing is spent.",
            &Does::Looks,
            json!({ "script": script, "title": title }),
            &["script"],
        ),
        tool(
            "make_board",
            "Make a storyboard",
            "Keeps a script as a film that is not begun, and draws a picture for each shot. Costs nothing.",
            &Does::Changes,
            json!({ "script": script, "title": title }),
            &["script", "title"],
        ),
        tool(
            "estimate",
            "Ask for the price",
            "Tells the scenes, shots, seconds and the price of a film, and what was found in its script. Nothing is kept, nothing is spent.",
            &Does::Looks,
            film,
            &["script", "title"],
        ),
        tool(
            "start_job",
            "Make a film",
            "Makes a film of a script. This can spend money: it begins where max_cost_cents is at least the price; else it tells the price.",
            &Does::Spends,
            job,
            &["script", "title"],
        ),
        tool(
            "job",
            "Look at a film",
            "Tells how far a film is, with its shots: their numbers, states and lines.",
            &Does::Looks,
            json!({ "id": id }),
            &["id"],
        ),
        tool(
            "change_line",
            "Change a line of dialogue",
            "Changes what is said in a shot. It can be taken back; the shot is made again when the film is.",
            &Does::Changes,
            json!({
                "id": id,
                "shot": shot,
                "line": { "type": "integer", "minimum": 1, "description": "Which line of the shot; 1 is the first." },
                "text": { "type": "string", "description": "What is said." },
                "speaker": { "type": "string", "description": "Who says it; left out: as before." },
            }),
            &["id", "shot", "text"],
        ),
        tool(
            "rerecord_shot",
            "Film a shot anew",
            "Films a shot anew as a further take; those before stay. This can spend money: it begins where max_cost_cents is at least the price; else \
             it tells the price.",
            &Does::Spends,
            json!({ "id": id, "shot": shot, "max_cost_cents": most }),
            &["id", "shot"],
        ),
        tool(
            "fetch_film",
            "Fetch the film",
            "Tells where the finished film lies. It is fetched from there with the same token.",
            &Does::Looks,
            json!({ "id": id }),
            &["id"],
        ),
    ]
}
