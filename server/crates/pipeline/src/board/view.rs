//! The storyboard as its page shows it: read in a few queries, and only the panels that are asked for.

use super::drawings::{Film, Subject};
use super::list::{approval, list_of};
use crate::{Error, Studio, brief::Project, drawing::DRAWING, views::window};
use model::{
    ProjectId, Shot, UserId, picture_url,
    view::{
        Approval, BoardPick, BoardView, MORE_SHEETS, MeasureView, OptionView, OptionsView, PanelView, Pick, SHEETS,
        SetView, SheetView, SheetsView, StepView, TrailerShot,
    },
};
use std::collections::HashSet;
use store::{artifacts, projects, shots};
use storyboard::{Board, Sheet, State, StepId, order, step};

/// So many sentences of what is missing are told at once.
const PROBLEMS: usize = 8;

impl Studio {
    /// What the storyboard's page shows of a film.
    ///
    /// # Errors
    /// `NotFound` where the person has no such project.
    pub async fn storyboard(&self, who: UserId, id: ProjectId, pick: &BoardPick) -> Result<BoardView, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        drop(conn);
        let shown =
            Pick { most: pick.most, from: pick.from, shot: pick.shot, scene: pick.scene.clone(), ..Pick::default() };
        let range = window::range(&shown, &rows);
        let list = list_of(&project, &rows)?;
        let offer = match &pick.choose {
            Some((step, option)) => self.offered(who, &project, &list, step, *option).await?,
            None => None,
        };
        let board = self.board_of(&project, &list);
        let film = Film { project: &project, registry: self.registry(), list: &list, facts: &board.facts };
        let mut view = view(&film, &board, range, pick);
        view.offer = offer;
        view.words = self.words_view(who, &project, &list, &board).await?;
        Ok(view)
    }

    /// Where a picture of the board is kept, drawn now where it was not drawn yet; and whether `version` is that picture's.
    ///
    /// # Errors
    /// `NotFound` where the film has no such thing, or nobody can draw it.
    pub async fn board_picture(
        &self,
        who: UserId,
        id: ProjectId,
        subject: &Subject,
        version: &str,
    ) -> Result<(String, bool), Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = match subject {
            // One shot says it all.
            Subject::Panel(shot) => {
                let row = shots::get(&mut conn, *shot).await?;
                if row.project_id == id.0 { vec![row] } else { return Err(Error::NotFound) }
            }
            Subject::Person(_) | Subject::Place(_) => Vec::new(),
            Subject::Prop(_) | Subject::Stage(_) | Subject::Look(_) => shots::of_project(&mut conn, id).await?,
        };
        drop(conn);
        let list = list_of(&project, &rows)?;
        let facts = storyboard::Facts::of(&list);
        let film = Film { project: &project, registry: self.registry(), list: &list, facts: &facts };
        let wanted = film.wanted(subject).ok_or(Error::NotFound)?;
        let is_this = version.len() >= 12 && wanted.name.as_str().starts_with(version);
        let known = artifacts::find(&mut *self.store().conn().await?, id, wanted.name.as_str()).await?;
        if let Some(row) = known {
            return Ok((row.file_key, is_this));
        }
        let _pencil = DRAWING.pencil().await.ok_or(Error::NotFound)?;
        let _running = self.at_work().begin(id);
        let key = self.draw(id, wanted).await?.ok_or(Error::NotFound)?;
        Ok((key, is_this))
    }
}

fn view(film: &Film<'_>, board: &Board, range: std::ops::Range<usize>, pick: &BoardPick) -> BoardView {
    let list = film.list;
    let id = film.project.row.project();
    let approvals: Vec<Approval> = list.shots.iter().map(|shot| approval(list, shot)).collect();
    let approved = approvals.iter().filter(|own| **own == Approval::Yes).count();
    let shown = list.shots.get(range.clone()).unwrap_or_default();
    let panels: Vec<PanelView> = shown
        .iter()
        .zip(approvals.iter().skip(range.start))
        .map(|(shot, approval)| panel(film, shot, *approval))
        .collect();
    let of_scenes: HashSet<&str> = shown.iter().map(|shot| shot.scene.as_str()).collect();
    let scenes = board.facts.scenes.iter().enumerate().filter(|(_, scene)| of_scenes.contains(scene.number.as_str()));
    let scenes = scenes.filter_map(|(at, _)| scene(film, board, at, &approvals)).collect();
    let problems = storyboard::check(list, board);
    let steps = steps(film, board, approved, &problems);
    let all = steps.iter().fold((0, 0), |sum, step: &StepView| (sum.0 + step.done, sum.1 + step.of));
    let trailer = storyboard::trailer(list, &board.facts);
    let is_part = panels.len() < list.shots.len();
    let index = || list.scenes.iter().map(|own| (own.number.clone(), own.heading.clone().unwrap_or_default()));
    BoardView {
        id,
        title: list.title.clone(),
        idea: list.story.brief.idea.clone(),
        percent: (all.0 * 100).checked_div(all.1).map_or(100, |share| share.min(100) as u8),
        steps,
        logline: board.logline.clone(),
        lore: OptionsView {
            options: board
                .lore
                .options
                .iter()
                .map(|own| OptionView {
                    title: own.title.to_owned(),
                    text: own.text.clone(),
                    look: own.style.label().to_owned(),
                    picture: url(film, &Subject::Look(own.style)),
                })
                .collect(),
            chosen: board.lore.chosen,
            own: board.lore.own.clone(),
            state: board.lore.state.key().to_owned(),
        },
        narrative: OptionsView {
            options: board
                .narrative
                .options
                .iter()
                .map(|own| OptionView { title: own.title.clone(), text: own.text.clone(), ..OptionView::default() })
                .collect(),
            chosen: board.narrative.chosen,
            own: board.narrative.own.clone(),
            state: board.narrative.state.key().to_owned(),
        },
        cast: sheets(film, &board.people, (pick, "cast"), |name| Subject::Person(name.to_owned())),
        places: sheets(film, &board.places, (pick, "places"), |name| Subject::Place(name.to_owned())),
        props: sheets(film, &board.props, (pick, "props"), |name| Subject::Prop(name.to_owned())),
        scenes,
        panels,
        first: range.start,
        total: list.shots.len(),
        approved,
        index: if is_part { index().collect() } else { Vec::new() },
        measures: storyboard::measures(list, board)
            .into_iter()
            .map(|own| MeasureView { label: own.label.to_owned(), percent: own.percent, says: own.says })
            .collect(),
        problems: problems.into_iter().take(PROBLEMS).map(|problem| problem.says).collect(),
        trailer: trailer
            .shots
            .iter()
            .filter_map(|at| list.shots.get(*at))
            .map(|shot| TrailerShot { shot: shot.id, number: shot.number.clone(), picture: panel_url(film, shot) })
            .collect(),
        trailer_seconds: trailer.seconds,
        offer: None,
        words: model::view::WordsView::default(),
    }
}

/// The address of a picture; empty where there is none.
fn url(film: &Film<'_>, subject: &Subject) -> String {
    let id = film.project.row.project();
    match subject {
        Subject::Person(name) => {
            let own = film.list.character(name).and_then(|own| own.picture.as_deref());
            if let Some(own) = own {
                return picture_url(id, own);
            }
        }
        Subject::Prop(name) if plan::thing_read(name).is_none() => return String::new(),
        _ => {}
    }
    film.wanted(subject).map(|wanted| subject.url(id, &wanted.name)).unwrap_or_default()
}

fn panel_url(film: &Film<'_>, shot: &Shot) -> String {
    match &shot.first_frame {
        Some(own) => picture_url(film.project.row.project(), own),
        None => url(film, &Subject::Panel(shot.id)),
    }
}

fn panel(film: &Film<'_>, shot: &Shot, approval: Approval) -> PanelView {
    PanelView {
        shot: shot.id,
        number: shot.number.clone(),
        scene: shot.scene.clone(),
        framing: shot.framing.label().to_owned(),
        camera: if shot.camera == model::CameraMove::Static { String::new() } else { shot.camera.label().to_owned() },
        seconds: plan::shot_seconds(shot),
        words: shot.action.trim().to_owned(),
        lines: shot.lines.iter().map(|line| (line.speaker.clone().unwrap_or_default(), line.text.clone())).collect(),
        cast: shot.cast.clone(),
        props: shot.props.clone(),
        picture: panel_url(film, shot),
        own_picture: shot.first_frame.is_some(),
        approval,
    }
}

fn sheets(
    film: &Film<'_>,
    all: &[Sheet],
    (pick, kind): (&BoardPick, &str),
    subject: fn(&str) -> Subject,
) -> SheetsView {
    let (first, most) = match pick.all.as_str() {
        "everything" => (0, all.len()),
        own if own == kind => (pick.sheet, MORE_SHEETS),
        _ => (0, SHEETS),
    };
    let sheets = all.iter().skip(first).take(most).map(|own| SheetView {
        name: own.name.clone(),
        words: own.words.clone(),
        looks: own.looks.iter().map(|(scenes, words)| (seen(scenes), words.clone())).collect(),
        picture: url(film, &subject(&own.name)),
        shots: own.shots,
        seen: seen(&own.scenes),
        state: own.state.key().to_owned(),
    });
    SheetsView { sheets: sheets.collect(), first, total: all.len() }
}

/// "Scene 3", "Scenes 1, 3 and 4"; of many, how many.
fn seen(scenes: &[String]) -> String {
    match scenes {
        [] => String::new(),
        [one] => format!("Scene {one}"),
        [first @ .., last] if scenes.len() <= 6 => format!("Scenes {} and {last}", first.join(", ")),
        many => format!("{} scenes", many.len()),
    }
}

fn scene(film: &Film<'_>, board: &Board, at: usize, approvals: &[Approval]) -> Option<SetView> {
    let facts = board.facts.scenes.get(at)?;
    let stage = board.stages.get(at)?;
    let known = film.list.scene(&facts.number);
    let own = film.list.shots.iter().zip(approvals).filter(|(shot, _)| shot.scene == facts.number);
    let heading = known.and_then(|known| known.heading.clone());
    Some(SetView {
        scene: facts.number.clone(),
        heading: heading.unwrap_or_else(|| format!("Scene {}", facts.number)),
        synopsis: facts.words.clone(),
        words: stage.words.clone(),
        picture: url(film, &Subject::Stage(facts.number.clone())),
        people: facts.people.clone(),
        state: stage.state.key().to_owned(),
        shots: facts.shots,
        approved: own.filter(|(_, approval)| **approval == Approval::Yes).count(),
    })
}

/// How every step stands, in the order in which they are made.
fn steps(film: &Film<'_>, board: &Board, approved: usize, problems: &[storyboard::Problem]) -> Vec<StepView> {
    let is_idea = !film.list.story.brief.idea.is_empty();
    let components = || board.people.iter().chain(&board.places).chain(&board.props);
    let of_states = |states: Vec<State>| {
        let done = states.iter().filter(|state| state.is_filled()).count();
        (worst(&states), done, states.len())
    };
    let shots = film.list.shots.len();
    let all = order().into_iter().filter_map(step).filter(|step| is_idea || !step.of_ideas);
    all.map(|step| {
        let (state, done, of) = match step.id {
            StepId::Lore => of_states(vec![board.lore.state]),
            StepId::Narrative => of_states(vec![board.narrative.state]),
            StepId::Scenes => (State::Studio, film.list.scenes.len(), film.list.scenes.len()),
            StepId::Pages => {
                let own = super::ideas::options_of(&film.list.story.brief, &film.list.title, &film.project.row.script);
                (if own.is_some() { State::Studio } else { State::Yours }, 1, 1)
            }
            StepId::Components => of_states(components().map(|own| own.state).collect()),
            StepId::ComponentImages => {
                let all = components().count();
                let drawn = board.props.iter().filter(|own| plan::thing_read(&own.name).is_none()).count();
                (State::Studio, all - drawn, all)
            }
            StepId::Stages => of_states(board.stages.iter().map(|own| own.state).collect()),
            StepId::StageImages => (State::Studio, board.stages.len(), board.stages.len()),
            StepId::Shots => (State::Current, shots, shots),
            StepId::ShotImages => {
                (if approved == shots && shots > 0 { State::Current } else { State::Studio }, shots, shots)
            }
            StepId::Trailer => (State::Studio, 1, 1),
        };
        let troubled = problems.iter().any(|problem| problem.step == step.id);
        let state = if troubled && of > 0 && done == 0 { State::Missing } else { state };
        StepView {
            key: step.key.to_owned(),
            label: step.label.to_owned(),
            state: state.key().to_owned(),
            says: state.label().to_owned(),
            done,
            of,
        }
    })
    .collect()
}

/// How the whole stands, by its parts: what needs somebody comes first.
fn worst(states: &[State]) -> State {
    let by_need = [State::Failed, State::Waiting, State::Running, State::Blocked, State::Missing, State::Stale];
    let found = by_need.into_iter().find(|state| states.contains(state));
    let yours = || states.contains(&State::Yours);
    found.unwrap_or(if yours() { State::Yours } else { State::Studio })
}
