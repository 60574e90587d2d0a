//! What a name or a role tells about a person.

use model::{Age, Sex};
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

static FEMALE: WordSet = WordSet::new(
    " abigail ada adele agatha agnes aisha alba alexandra alice alicia alina alison amanda amber amelia amina amy ana anastasia andrea angela angelica anita ann anna annabel anne annie antonia ariadne astrid audrey aunt ava barbara beatrice becky bella bernadette bertha beth betty bianca bonnie brenda bridget brigid camila camille carla carmen carol caroline catherine cathy cecilia celia charlotte cheryl chloe christina christine claire clara clarissa claudia clementine constance cora cordelia cynthia daisy dana daphne deborah debbie deirdre delia denise diana diane dolores dora doris dorothea dorothy edith edna eileen elaine eleanor elena elisa elisabeth eliza elizabeth ella ellen elsa elsie emilia emily emma erica erin esmeralda estella esther ethel eugenia eva eve evelyn faith fanny fatima felicity fiona flora florence frances francesca freya frieda gabriela gail gemma georgia georgiana geraldine gertrude gina giulia gladys gloria grace greta gretchen gwen hanna hannah harriet hazel heather hedda heidi helen helena henrietta hermione hilda holly hope ida imogen ines ingrid irene iris irina isabel isabella isla ivy jacqueline jane janet janice jasmine jean jemima jennifer jenny jess jessica jill joan joanna jocelyn josephine joy joyce juanita judith judy julia juliana julie juliet june karen kate katerina katherine kathleen kathy katie katya kelly kim kirsten kitty lara laura lauren lavinia leah leila lena leonora letitia lidia lila lily linda lisa lois lola lolita lorna lorraine louisa louise lucia lucille lucy luisa lydia lyra mabel madeleine madge mae maggie maisie mandy margaret margot maria mariam marian marianne marie marina marion marjorie martha mary matilda maud maude maureen mavis maya meera meg megan mei melanie melissa mia michelle mildred millie mina minnie miranda miriam molly mona monica myra myrtle nadia nancy naomi natalie natasha nell nellie nelly nicola nina nora norah norma odette olga olive olivia ophelia paige pamela patricia paula pauline pearl peggy penelope penny petra phoebe phyllis polly priscilla priya prudence rachel ramona rebecca regina rhoda rita roberta rosa rosalie rosalind rosamond rose rosemary rosie roxanne ruby ruth sabrina sadie sally samantha sandra sara sarah saskia selina serena sharon sheila shirley sienna silvia simone sofia sonia sophia sophie stella stephanie sue susan susanna susannah suzanne svetlana sybil sylvia tabitha tamara tania tatiana tess tessa thea theresa tina tracy trixie ulla uma una ursula valentina valerie vanessa vera veronica victoria viola violet virginia vivian wanda wendy wilhelmina willa winifred xenia yasmin yolanda yuki yvonne zara zelda zoe zora ",
);
static MALE: WordSet = WordSet::new(
    " aaron abdul abe abel abraham adam adrian ahab ahmed alan albert alec alex alexander alfie alfred ali alistair allan alvin ambrose amir amos andre andreas andrew andy angelo angus anthony antoine anton antonio archibald archie ari arjun arnold arthur asa ashok august augustus austin barnaby barney barry bartholomew basil ben benedict benjamin benny bernard bert bertie bill billy blake bob bobby boris brad bradley brandon brendan brian bruce bruno bryan byron caleb calvin cameron carl carlos casper cecil cedric charles charley charlie chester chris christian christopher chuck clarence claude clement cliff clifford clive colin connor conrad cormac cornelius craig curtis cyril cyrus damian dan daniel danny darcy darren dave david dean declan denis dennis derek desmond dexter diego dimitri dmitri dominic don donald douglas duncan dustin dwight dylan earl ebenezer ed eddie edgar edmond edmund eduardo edward edwin eli elias elijah elliot elmer emil emmett enrique enzo erasmus eric erik ernest ethan eugene evan ezra felix ferdinand fergus fernando finn fletcher floyd francis francisco franco frank franklin fred freddie frederick fritz fyodor gabriel gareth garth gary gavin gene geoffrey george gerald gerard gilbert giles giovanni glen glenn gordon graham grant greg gregor gregory guido gus gustav guy hal hamish hank hans harold harry harvey hassan heathcliff hector heinrich henri henrik henry herbert herman hideo hiroshi horace howard hubert hugh hugo humphrey huck huckleberry ian ibrahim ichabod igor ignatius isaac isaiah ishmael ismail ivan ivor jack jackson jacob jacques jake jamal james jamie jan jared jarvis jason jasper javier jay jed jeff jefferson jeffrey jeremiah jeremy jerome jerry jesse jim jimmy joe joel johan johann john johnny jonah jonas jonathan jorge jose joseph josh joshua juan jude jules julian julius justin karim karl keith ken kenji kenneth kenny kevin kofi konrad kurt kyle lars laurence lawrence lee leo leon leonard leonardo leopold leroy lester levi lewis liam lionel lloyd logan lorenzo lou louis luca lucas lucius luigi luis luke luther magnus malcolm manuel marcel marco marcus mario mark marlow marshall martin marvin mason mathew matt matteo matthew maurice max maximilian maxwell melvin meredith mervyn micah michael miguel mike mikhail miles milo milton mitchell mohamed mohammed monty morris mortimer moses muhammad murray nathan nathaniel neal ned neil nelson nestor neville nicholas nick nicolas nigel nikolai noah noel norman oleg oliver omar orlando oscar osman oswald otis otto owen pablo patrick paul pedro percival percy perry pete peter phil philip phineas pierre quentin quincy rafael raj ralph ramon randall randolph randy raphael rashid raul ravi ray raymond reginald rené reuben rex reynold ricardo rich richard rick rob robert roberto robin rochester rocco roderick rodney rodrigo roger roland rolf roman romeo ron ronald rory ross roy rudolph rufus rupert russell ryan salvador salvatore sam samuel sanjay saul scott sean sebastian serge sergei seth seymour shane sherlock sid sidney silas simon solomon stan stanley stefan stephen steve steven stewart stuart sven sydney tariq ted terence terrence terry theo theodore thomas tim timothy tobias toby todd tom tommy tony travis trevor tristan tyler ulysses uriah valentin vernon victor viktor vince vincent vladimir wallace walter warren watson wayne wesley wilbur wilfred wilhelm will willard william willie winston wolfgang xavier yusuf zachary ",
);

static FEMALE_ROLES: WordSet = WordSet::new(
    " woman girl lady mother mum mom mama mommy mummy grandmother grandma granny nana wife widow sister daughter niece aunt auntie queen princess duchess countess baroness empress waitress actress hostess stewardess nun bride maid housemaid milkmaid barmaid schoolgirl governess mistress landlady heroine witch seamstress girlfriend madam madame mademoiselle miss mrs ms missus lass gal bridesmaid abbess priestess goddess nurse housekeeper ballerina businesswoman policewoman fisherwoman saleswoman señora senora frau signora midwife mermaid female ",
);
static MALE_ROLES: WordSet = WordSet::new(
    " man boy gentleman father dad daddy papa grandfather grandpa granddad husband widower brother son nephew uncle king prince duke count baron emperor waiter actor host steward monk groom butler barman schoolboy master landlord hero wizard boyfriend sir mr monsieur lad guy bloke policeman fisherman salesman postman fireman doorman watchman businessman milkman ferryman craftsman priest bishop pope friar squire knight señor senor herr signor cowboy sailor captain lumberjack footman coachman gamekeeper chap fellow bartender blacksmith male ",
);
static YOUNG: WordSet =
    WordSet::new(" boy girl child kid baby toddler schoolboy schoolgirl lad lass son daughter infant children ");
static TEENS: WordSet = WordSet::new(" teen teenager teenage adolescent youth ");
static OLD: WordSet = WordSet::new(
    " old elderly grandmother grandfather grandma grandpa granny nana granddad aged ancient crone pensioner elder widow ",
);

/// A list of words, made into a set once.
pub(crate) struct WordSet(OnceLock<HashSet<&'static str, BuildHasherDefault<Quick>>>, &'static str);

/// A hash for words that are known beforehand: nobody can choose them so that they collide.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        self.0 =
            bytes.iter().fold(self.0, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl WordSet {
    pub const fn new(words: &'static str) -> Self {
        Self(OnceLock::new(), words)
    }

    pub fn holds(&self, word: &str) -> bool {
        self.0.get_or_init(|| self.1.split_whitespace().collect()).contains(word)
    }
}

fn holds(list: &WordSet, word: &str) -> bool {
    list.holds(word)
}

/// What the words of a name or a role tell: "OLD WOMAN", "Mr. Hale", "Clara".
pub(crate) fn sex_of(name: &str) -> Option<Sex> {
    let words = crate::words::tokens(name);
    for word in &words {
        if holds(&FEMALE_ROLES, word) {
            return Some(Sex::Female);
        }
        if holds(&MALE_ROLES, word) {
            return Some(Sex::Male);
        }
    }
    // The first name decides: "Ruth James".
    words.iter().find_map(|word| given_name(word))
}

/// Whether a lower-case word is a woman's or a man's first name.
pub(crate) fn given_name(word: &str) -> Option<Sex> {
    if holds(&FEMALE, word) {
        Some(Sex::Female)
    } else if holds(&MALE, word) {
        Some(Sex::Male)
    } else {
        None
    }
}

/// "OLD WOMAN" → old, "the boy" → child.
pub(crate) fn age_of(name: &str) -> Option<Age> {
    let words = crate::words::tokens(name);
    let any = |list: &WordSet| words.iter().any(|w| holds(list, w));
    if any(&OLD) {
        Some(Age::Old)
    } else if any(&TEENS) {
        Some(Age::Teen)
    } else if any(&YOUNG) {
        Some(Age::Child)
    } else {
        None
    }
}

/// Whether a lower-case word says what somebody is, and is no name: "sergeant", "mother".
pub(crate) fn is_kind_of_person(word: &str) -> bool {
    is_role(word) || lexicon::nouns().at("en", &[word]).is_some()
}

/// Whether a lower-case word is a role or a kind of person: "barman", "woman", "sergeant".
pub(crate) fn is_role(word: &str) -> bool {
    static OTHERS: WordSet = WordSet::new(
        " doctor driver clerk sergeant lieutenant colonel major general officer soldier guard detective inspector lawyer judge teacher student professor pilot agent reporter journalist singer dancer musician artist painter writer poet chef cook baker butcher tailor farmer fisher hunter shepherd gardener miner engineer mechanic guide stranger passenger neighbour neighbor friend boss manager secretary receptionist cashier shopkeeper innkeeper keeper librarian caretaker janitor cleaner porter messenger thief robber pirate killer ghost robot android voice narrator announcer crowd child kid baby teenager old-timer villager peasant beggar vendor seller customer client patient surgeon paramedic coach referee player champion president minister mayor senator governor ambassador parson vicar reverend rabbi imam operator technician scientist astronaut commander admiral mate cousin twin couple tourist visitor owner servant slave prisoner jailer warden sheriff deputy marshal cop constable policeman conductor dispatcher ",
    );
    holds(&OTHERS, word) || holds(&FEMALE_ROLES, word) || holds(&MALE_ROLES, word)
}
