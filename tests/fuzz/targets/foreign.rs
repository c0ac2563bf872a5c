//! IATI, OCDS, iCalendar and journals as anybody may write them.

use muster::exchange::foreign::read;
use muster::register::Now;

const FILES: [&str; 3] = [
    include_str!("../../fixtures/foreign/activities.xml"),
    include_str!("../../fixtures/foreign/releases.json"),
    include_str!("../../fixtures/foreign/calendar.ics"),
];

/// Files that were written here: their marks and words are read in another way.
const OWN: [&str; 5] = [
    r#"<iati-activities version="2.03" xmlns:muster="urn:x-muster:iati"><iati-activity muster:record="contributions/c"><iati-identifier>m-contributions-c</iati-identifier><title><narrative>Estonia: Radios</narrative></title><description type="1"><narrative>Radios</narrative></description><description type="4" muster:of="contributors"><narrative>Given by: Estonia (about 5 EUR), giver not stated</narrative></description><description type="4" muster:of="larger/l"><narrative>An unknown part of: All, 5 EUR, shared by both</narrative></description><description type="4" muster:of="relations/r"><narrative>Possibly repeats: Estonia: Radios</narrative></description><participating-org role="1" type="10"><narrative>Estonia</narrative></participating-org><transaction muster:of="entries/e"><transaction-type code="13"/><transaction-date iso-date="2024-02-29"/><value currency="EUR">5</value><description><narrative>Pledge, announced, dated 2024-02~ in EDTF: over 5 EUR. Stated rate: 1 USD = 0.9 EUR. Value by: invoice. Counts for 2024. Note: n</narrative></description></transaction></iati-activity><iati-activity muster:record="purchases/p"><title><narrative>Radios</narrative></title><description type="4" muster:of="shares/s"><narrative>Share: 5 EUR, Estonia: Radios. Split: published. For: 2024-01-01</narrative></description><related-activity ref="m-contributions-c" type="1"/><result muster:of="deliveries/d"><description><narrative>Delivery, 2024-02-01: 5 EUR. 3 pieces Radio. Received by: UA. Receipt: confirmed</narrative></description><indicator muster:of="deliveries/d/items/i"><title><narrative>Radio</narrative></title><description><narrative>3 pieces Radio, 5 EUR</narrative></description></indicator></result></iati-activity></iati-activities>"#,
    r#"{"uri":"urn:x-muster:r","releases":[{"ocid":"o","date":"2024","tender":{"id":"p","title":"Radios","description":"As of 2024.\nArea: IT\nNeeded by: UA\nPriority: 2\nNote: n","items":[{"id":"i","description":"3 pieces Radio, 5 EUR","quantity":3,"unit":{"name":"pieces"}}],"milestones":[{"id":"d","description":"Delivery, 2024-02-01: 5 EUR. 3 pieces Radio. Receipt: confirmed"}]},"planning":{"budget":{"budgetBreakdown":[{"id":"s","description":"Share: 5 EUR, Estonia: Radios","sourceParty":{"name":"Estonia"}}]},"milestones":[{"id":"n","description":"Step need, 2024-01-01: no figure. Decision: yes"}]},"awards":[{"description":"Step ordered, 2024-02-01: about 5 EUR","value":{"amount":5,"currency":"EUR"}}]}]}"#,
    "BEGIN:VCALENDAR\r\nPRODID:-//Muster//Register of a coalition//EN\r\nBEGIN:VEVENT\r\nUID:meetings-m@r.muster\r\nDTSTART;VALUE=DATE:20240201\r\nSUMMARY:One\r\nLOCATION:Tallinn\\, Estonia\\, online\r\nDESCRIPTION:Agenda: A\\; B\\; decision\\; yes\\nAttendance: Estonia\\, lead\\, present\\, Kask\\nReported: 12 members\\nNote: n\r\nEND:VEVENT\r\nBEGIN:VTODO\r\nUID:actions-a@r.muster\r\nSUMMARY:Do\r\nDESCRIPTION:Due in EDTF: 2024-02~\\nClosed at: One (2024-02-01)\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
    "; Muster journal 1 for hledger\ndecimal-mark .\ncommodity 1000.00 EUR\naccount Equity:Pledged:EE\n\n2024-02-29 * (pledge) Estonia | Radios\n    ; record: contributions/c\n    ; of: entries/e\n    ; kind: pledge\n    ; act: a, b\\n\\sc\n    ; date: 2024-02~\n    ; stated_rate: 1 EUR = 7.4568 DKK\n    ; qualifier: over\n    ; sources: https://example.org/a https://example.org/b\n    Equity:Pledged:EE  91.00 DKK\n    Equity:Contra:Pledged  -12.20 EUR @ 7.4568 DKK\n    Equity:Rounding  -0.02704 DKK\n\n2024-03-01 (giver) Estonia\n    ; record: contributions/c\n    ; of: contributors/g\n    ; party: EE\n    ; share: about 5 EUR\n\n; End of the journal\n",
    "; Muster journal 1 for beancount\noption \"title\" \"A\"\n\n2024-02-29 open Equity:Pledged:EE\n  name: \"Estonia\"\n\n2024-02-29 ! \"Estonia\" \"Radios\"\n  record: \"contributions/c\"\n  of: \"entries/e\"\n  kind: \"pledge\"\n  note: \"a \\\"b\\\" \\\\ \\n c\"\n  undated: \"true\"\n  Equity:Pledged:EE  5.00 EUR\n  Equity:Contra:Pledged  -5.00 EUR\n\n2024-03-01 custom \"entry\" \"Radios\"\n  record: \"contributions/c\"\n  of: \"entries/f\"\n  counts_for: \"2024\"\n  amount: \"at-most 5 EUR\"\n  no_transaction: \"There is no figure.\"\n\n; End of the journal\n",
];

/// What is read is read by the register, from lines that the file has; the same file gives the same again.
pub fn run(data: &[u8]) -> bool {
    let now = Now { millis: 1, at: "2024-02-01T10:00:00Z".into() };
    let lines = data.iter().filter(|byte| **byte == b'\n').count() + 1;
    let foreign = match read(data, &now) {
        Ok(foreign) => foreign,
        Err(error) => {
            assert!(error.to_string().ends_with('.'), "{error}");
            return false;
        }
    };
    assert_eq!(foreign.register.problems().count(), 0, "what was read is read again");
    assert!(foreign.problems.iter().all(|problem| (1..=lines).contains(&problem.line)));
    for (key, _) in &foreign.places {
        assert!(foreign.register.is_live(key.collection, &key.id), "{key:?}");
    }
    let again = read(data, &now).unwrap().register;
    assert!(foreign.register.changes().map(|change| change.id).eq(again.changes().map(|change| change.id)));
    true
}

pub fn seeds() -> Vec<Vec<u8>> {
    FILES.iter().chain(&OWN).map(|file| file.as_bytes().to_vec()).collect()
}
