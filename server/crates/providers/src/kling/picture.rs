//! Pictures, from words and from how people look. Only the older API has them.

use super::{Desk, failed, found, task::State};
use crate::{Call, Can, Failure, FailureClass, Lookup, Maker, Model, PictureMade, Poll, Started, picture, result};
use async_trait::async_trait;
use model::{Element, PictureSpec};
use serde_json::{Map, Value, json};

const GENERATIONS: &str = "/v1/images/generations";
const OMNI: &str = "/v1/images/omni-image";
const KEPT: &[&str] = &[GENERATIONS, OMNI];
/// The largest picture that is sent along, in bytes.
const MOST_SENT: u64 = 10_000_000;

/// Draws with one account at Kling.
pub(crate) struct Pictures(pub(crate) Desk);

/// The path and body that order one picture. `looks` are the names of people and pictures of them, as bare base64.
///
/// # Errors
/// `EditPrompt` when the prompt is too long.
pub(super) fn order(
    model: &Model,
    spec: &PictureSpec,
    looks: Vec<(String, String)>,
    external_id: &str,
) -> Result<(&'static str, Value), Failure> {
    let mut prompt = spec.prompt.clone();
    let length = prompt.chars().count();
    if model.prompt_limit > 0 && length > model.prompt_limit {
        let limit = model.prompt_limit;
        let sentence = format!("The prompt has {length} characters; {} takes {limit}. Shorten it.", model.label);
        return Err(Failure::new(FailureClass::EditPrompt, sentence));
    }
    let omni = model.speaks == "kling-omni-image";
    let mut body = Map::from_iter([
        ("model_name".to_owned(), model.wire.as_str().into()),
        ("n".to_owned(), 1.into()),
        ("external_task_id".to_owned(), external_id.into()),
    ]);
    if omni {
        let looks_as =
            |(at, (name, _)): (usize, &(String, String))| format!(" {name} looks as in <<<image_{}>>>.", at + 1);
        let is = |(at, element): (usize, &Element)| format!(" {} is <<<element_{}>>>.", element.name, at + 1);
        let named = looks.iter().enumerate().map(looks_as).chain(spec.elements.iter().enumerate().map(is));
        for words in named {
            if model.prompt_limit == 0 || prompt.chars().count() + words.chars().count() <= model.prompt_limit {
                prompt.push_str(&words);
            }
        }
    }
    body.insert("prompt".into(), prompt.into());
    if !looks.is_empty() {
        body.insert("image_list".into(), looks.into_iter().map(|(_, image)| json!({ "image": image })).collect());
    }
    if model.can(Can::Elements) && !spec.elements.is_empty() {
        let list = spec.elements.iter().map(|element| json!({ "element_id": element.id })).collect();
        body.insert("element_list".into(), list);
    }
    body.extend(model.avoided(&spec.avoid).map(|words| ("negative_prompt".to_owned(), words.into())));
    body.extend(model.resolution(spec.width, spec.height).map(|name| ("resolution".to_owned(), name.into())));
    body.extend(model.aspect(spec.width, spec.height).map(|name| ("aspect_ratio".to_owned(), name.into())));
    body.extend(model.settings.clone());
    Ok((if omni { OMNI } else { GENERATIONS }, Value::Object(body)))
}

#[async_trait]
impl Maker for Pictures {
    type Spec = PictureSpec;
    type Made = PictureMade;

    async fn start(&self, spec: &PictureSpec, call: &Call<'_>) -> Result<Started<PictureMade>, Failure> {
        let model = self.0.catalogue.listed(&spec.model)?;
        let mut looks = Vec::new();
        for reference in spec.references.iter().filter(|_| model.can(Can::References)) {
            let sent = picture::read(&reference.picture, &model.label, MOST_SENT, call).await?;
            looks.push((reference.name.clone(), sent.base64()));
        }
        let (path, body) = order(model, spec, looks, call.external_id)?;
        Ok(Started::Pending { task_id: self.0.order(path, self.0.with_callback(body), call).await? })
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<PictureMade>, Failure> {
        let task = self.0.follow(task_id, KEPT, call).await?;
        match (&task.state, &task.picture) {
            (State::Working(message), _) => {
                Ok(Poll::Waiting { message: message.replace("filming", "drawing"), progress: None })
            }
            (State::Failed(why), _) => Ok(Poll::Failed(failed(why).billed(task.billed))),
            (State::Succeeded, None) => {
                let sentence = "Kling says that the picture is done, but names none.";
                Ok(Poll::Failed(Failure::new(FailureClass::Broken, sentence).billed(task.billed).made()))
            }
            (State::Succeeded, Some(url)) => result::picture(&self.0.http, &self.0.tools, url, task.billed, call).await,
        }
    }

    async fn find(&self, external_id: &str, call: &Call<'_>) -> Result<Lookup, Failure> {
        Ok(found(self.0.find(external_id, KEPT, call).await?))
    }
}
