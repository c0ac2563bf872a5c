//! Locks, signatures and small copies; sizes, laws and hostile input are in `tests/links.rs`.

use serde_json::{Value, json};

use super::super::copy::{Held, Node};
use super::*;
use crate::exchange::{CopyScope, ask};
use crate::register::{Collection, Few, Now, Pen, RecordKey, Register};

fn register_of(body: Value) -> Register {
    let now = Now { millis: 1, at: String::new() };
    Register::of([Pen::new("r").write(body.as_object().unwrap().clone(), &now)])
}

fn copy_of(body: Value) -> FreshCopy {
    FreshCopy::of(&register_of(body), &CopyScope::default(), "2024-02-02".parse().unwrap())
}

fn small() -> FreshCopy {
    copy_of(
        json!({"register": {"self": {"name": "It", "complete_to": "2024-01-31"}}, "parties": {"EE": {"code": "EE"}}}),
    )
}

fn there_and_back(copy: &FreshCopy) -> Opened {
    open(&Link::of(copy).write(&Lock::Open).unwrap(), Limits::default()).unwrap()
}

fn check(body: Value) {
    let copy = copy_of(body);
    assert_eq!(there_and_back(&copy), Opened { content: Content::Copy(copy), signed: None });
}

#[test]
fn copies_read_back() {
    check(json!({}));
    check(json!({"parties": {"EE": {"name": "Eesti\nund \u{0} „Эстония“"}, "r.1": {"name": ""}}}));
    check(
        json!({"parties": {"EE": {"code": "EE", "sources": {"a": {"source": "x"}}}, "FI": {"code": "FI", "sources": {"a": {"source": "y"}}}}, "sources": {"y": {"shown": "2024~"}}}),
    );
    check(
        json!({"reported": {"a": {"count": 7}, "b": {"count": "seven"}, "c": {"count": 4_294_967_295_u32}}}),
    );
    check(
        json!({"reported": {"a": {"amount": {"value": "0.1", "currency": "EUR"}}, "b": {"amount": "much"}}}),
    );
    check(json!({"reported": {"a": {"stated_to": "1000000"}, "b": {"stated_to": "-0.5"}}}));
    check(
        json!({"meetings": {"a": {"date": "2024-02-02"}, "b": {"date": "2024-02"}, "c": {"date": "2024-02-02"}}}),
    );
    check(
        json!({"register": {"self": {"beneficiary_counts": false}}, "agreements": {"a": {"until": [1, [], {}]}}}),
    );
}

#[test]
fn odd_members_are_data() {
    let odd = json!({"__proto__": {"constructor": {"": [null, "\n", true]}}, "a/b": -7});
    check(json!({"reported": {"a": {"amount": odd}}}));
    let mut deep = json!("x");
    (0..60).for_each(|_| deep = json!({"a": deep}));
    check(json!({"reported": {"a": {"amount": deep}}}));
}

#[test]
fn title_and_day_travel() {
    let opened = there_and_back(&small());
    let copy = opened.copy().unwrap();
    assert_eq!((copy.title(), copy.complete_to()), (Some("It"), Some("2024-01-31")));
    assert_eq!(copy.day.to_string(), "2024-02-02");
}

fn passphrase(of: u8) -> WrappingKey {
    WrappingKey::new([of; 32])
}

#[test]
fn a_passphrase_opens_and_another_does_not() {
    let wrapping = passphrase(1);
    let lock =
        Lock::Passphrase { wrapping: &wrapping, cost: Cost::light([3; 16]), key: [4; 32], nonce: [5; 24] };
    let text = Link::of(&small()).write(&lock).unwrap();
    let received = Received::read(&text, Limits::default()).unwrap();
    assert_eq!(received.cost(), Some(&Cost::light([3; 16])));
    assert_eq!(received.open(None), Err(LinkError::NeedsPassphrase));
    assert_eq!(received.open(Some(&passphrase(2))), Err(LinkError::WrongPassphrase));
    assert_eq!(received.open(Some(&wrapping)).unwrap().copy(), Some(&small()));
    let cheap = Lock::Passphrase {
        wrapping: &wrapping,
        cost: Cost { memory: 1, passes: 1, lanes: 1, salt: [0; 16] },
        key: [4; 32],
        nonce: [5; 24],
    };
    assert!(matches!(Link::of(&small()).write(&cheap), Err(LinkError::Seal(_))));
}

#[test]
fn a_key_in_the_link_opens_it() {
    let text = Link::of(&small()).write(&Lock::Key([9; 32])).unwrap();
    let (payload, key) = text.split_once('.').unwrap();
    assert_eq!(key.len(), 43);
    assert_eq!(open(&text, Limits::default()).unwrap().copy(), Some(&small()));
    assert_eq!(open(payload, Limits::default()), Err(LinkError::NeedsKey));
    assert_eq!(open(&format!("{payload}."), Limits::default()), Err(LinkError::NeedsKey));
    let cut = LinkError::Cut { found: 42, expected: 43 };
    assert_eq!(open(text.get(..text.len() - 1).unwrap(), Limits::default()), Err(cut));
    let other = Link::of(&small()).write(&Lock::Key([8; 32])).unwrap();
    let (_, other) = other.split_once('.').unwrap();
    assert_eq!(open(&format!("{payload}.{other}"), Limits::default()), Err(LinkError::WrongKey));
    let inside = there_and_back(&small());
    assert!(!text.contains("Eesti") && inside.copy() == Some(&small()));
}

#[test]
fn what_a_sealed_link_says_of_itself_is_sealed_too() {
    let sealed = Link::of(&small()).write(&Lock::Key([9; 32])).unwrap();
    let frame::Parts { flags, body, key } = frame::read(&sealed, 10_000).unwrap();
    let forged = frame::write(Flags { is_internal: true, ..flags }, &body, key.as_ref());
    assert_eq!(open(&forged, Limits::default()), Err(LinkError::WrongKey));
}

#[test]
fn a_signature_is_over_content_name_and_time() {
    let link = Link::of(&small());
    let message = link.message("Kaja\nK", "2024-02-02T10:00:00Z");
    let text = String::from_utf8(message.clone()).unwrap();
    assert!(
        text.starts_with("muster link 1\npublic\n") && text.ends_with("\n2024-02-02T10:00:00Z\nKaja K"),
        "{text}"
    );
    assert_ne!(message, Link::of(&copy_of(json!({}))).message("Kaja K", "2024-02-02T10:00:00Z"));
    let signature =
        Signature { key: [1; 32], bytes: [2; 64], name: "Kaja\nK".into(), at: "2024-02-02T10:00:00Z".into() };
    for lock in [Lock::Open, Lock::Key([9; 32])] {
        let text = link.clone().signed(signature.clone()).write(&lock).unwrap();
        let Opened { content, signed } = open(&text, Limits::default()).unwrap();
        let signed = signed.unwrap();
        assert_eq!((content, &signed.message), (Content::Copy(small()), &message));
        assert_eq!(signed.signature, Signature { name: "Kaja K".into(), ..signature.clone() });
    }
}

#[test]
fn a_request_travels_as_the_file_that_it_is() {
    let register = register_of(json!({"parties": {"EE": {"kind": "state", "code": "EE"}},
            "contributions": {"r.1": {"contributors": {"r.2": {"party": "EE"}}, "purpose": "Radios"}}}));
    let request = ask(&register, &"it".into(), &"EE".into(), "2024-02-02".parse().unwrap(), false).unwrap();
    for lock in [Lock::Open, Lock::Key([9; 32])] {
        let text = Link::of_request(&request).write(&lock).unwrap();
        let opened = open(&text, Limits::default()).unwrap();
        assert_eq!(opened.content, Content::Request(request.file()));
        assert_eq!(opened.copy(), None);
    }
}

/// The link of streams that no copy gives.
fn made(numbers: &[u64], names: &str, texts: &str) -> Result<Opened, LinkError> {
    let mut out = stream::Out::default();
    (out.names, out.texts) = (names.into(), texts.into());
    numbers.iter().for_each(|number| out.number(*number));
    let pieces = out.pieces();
    let deflated = packed::deflate(&[&pieces[0], &pieces[1]]);
    open(&frame::write(Flags::default(), &deflated, None), Limits::default())
}

#[test]
fn what_no_copy_gives_is_refused() {
    let head = |rest: &[u64]| [&[1, 1_504_000, 0, 0, 0, 0, 0, 0], rest].concat();
    let check = |rest: &[u64], names: &str, texts: &str, expected: Option<LinkError>| {
        assert_eq!(made(&head(rest), names, texts).err(), expected, "{rest:?} {names} {texts}");
    };
    let altered = Some(LinkError::Altered);
    let large = Some(LinkError::TooLarge(32 << 20));
    check(&[0], "", "", None);
    check(&[1, 1, 0, 1, 1, 1], "sources\nttitle\n", "A\n", None);
    check(&[0, 0], "", "", altered.clone());
    check(&[0], "left\n", "", altered.clone());
    check(&[1, 1, 0, 1, 1, 1], "colours\nttitle\n", "A\n", altered.clone());
    check(&[1, 1, 0, 1, 1, 1], "sources\nxtitle\n", "A\n", altered.clone());
    check(&[1, 1, 0, 2, 1, 1, 1], "sources\nttitle\nttitle\n", "A\nB\n", altered.clone());
    check(&[1, 1, 0, 1, 1, 1], "sources\nttitle\n", "A", altered.clone());
    check(&[1, 1, 1, 0, 1], "sources\n", "EE\n", altered.clone());
    check(&[1, 1, 1, 0, 1], "parties\n", "a/b\n", altered.clone());
    check(&[1, 2, 0, 0, 1], "register\n", "", altered.clone());
    check(&[2, 1, 0, 1, 0], "sources\nparties\n", "", altered.clone());
    check(&[1, 1, 0, 1, 1, 5], "sources\nfgone\n", "", altered.clone());
    check(&[1, 1, 0, 1, 1, 1 << 60], "sources\nwa\n", "", altered.clone());
    check(&[1, 1, 0, 1, 1, 0, 1], "sources\nja\n", "1.5\n", altered.clone());
    check(&[1, 1, 0, 1, 1, 0, 2], "sources\nta\n", "", altered);
    check(&[1, u64::MAX, 0], "sources\n", "", large.clone());
    check(&[1, 1, 0, u64::MAX], "sources\n", "", large.clone());
    check(&[1, 1, 0, 1, 1, u64::MAX], "sources\nla\n", "", large);
    let newer = LinkError::Newer { what: "schema", found: 2, known: 1 };
    assert_eq!(made(&[2], "", ""), Err(newer));
}

#[test]
fn a_text_said_very_often_is_refused() {
    let count = 100_000;
    let numbers = [&[1, 1_504_000, 0, 0, 0, 0, 0, 0, 1, count, 0, 1, 1, 0, 0][..], &[1; 99_999]].concat();
    let long = format!("{}\n", "x".repeat(1 << 20));
    assert_eq!(made(&numbers, "sources\nttitle\n", &long), Err(LinkError::TooLarge(32 << 20)));
}

#[test]
fn tables_stand_only_so_deep_in_each_other() {
    let deep = |depth: usize| {
        let mut node = Node::default();
        for _ in 0..depth {
            node = Node(Few::from_iter([("a".to_owned(), Held::Lines(vec![("x".into(), node)]))]));
        }
        let mut copy = small();
        copy.records = vec![(RecordKey::new(Collection::Sources, "s1"), node)];
        open(&Link::of(&copy).write(&Lock::Open).unwrap(), Limits::default()).map(|_| ())
    };
    assert_eq!((deep(9), deep(10)), (Ok(()), Err(LinkError::Altered)));
}

#[test]
fn a_bomb_is_refused() {
    let bomb = packed::deflate(&[&vec![0; 49 << 20]]);
    let text = frame::write(Flags::default(), &bomb, None);
    assert!((48_000..100_000).contains(&text.len()), "{}", text.len());
    assert_eq!(open(&text, Limits::default()), Err(LinkError::TooLarge(4 << 20)));
}
