//! What a person types or pastes: amounts, numbers, dates, sentences that claim something.

use muster::register::Currency;
use muster::words::{
    Length, Typed, date_text, editable_number, read_amount, read_date, read_headline, read_number,
};

pub fn run(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let headline = read_headline(&text);
    let amount = read_amount(&text, Currency::parse("EUR").ok());
    let (number, date) = (read_number(&text), read_date(&text));
    for value in number.readings() {
        assert_eq!(read_number(&editable_number(*value)), Typed::Understood(*value));
    }
    for date in date.readings() {
        assert!(read_date(&date_text(date, Length::Long)).readings().contains(date), "{date}");
    }
    !headline.sums.is_empty()
        || !headline.counts.is_empty()
        || [amount.readings().len(), number.readings().len(), date.readings().len()] != [0; 3]
}

pub fn seeds() -> Vec<Vec<u8>> {
    let texts = [
        "Ten states pledged over €32.7 million and 1,5 Mio. CHF in new equipment.",
        "about 30 million EUR",
        "1.234.567,89",
        "(2 + 3) * 4,5 / 3 - 1",
        "between 3 April and 20 May 2024",
        "1 or 2 February 2024",
        "from 3 to 5 May 2024",
        "[2024-04-03..2024-05-20]",
        "2024-02-01~/2024",
        "01/02/2024",
    ];
    texts.map(|text| text.as_bytes().to_vec()).to_vec()
}
