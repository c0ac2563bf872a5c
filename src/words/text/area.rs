//! How the texts of an area are written down.

/// The texts of an area, each a constant, after those of the area before.
macro_rules! area {
    ($name:literal after $before:expr; $($key:ident = $english:expr;)+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "it only counts the lines")]
        #[repr(u16)]
        enum Line { $($key,)+ End }
        $(
            #[doc = $english]
            pub const $key: $crate::words::text::Text = $crate::words::text::Text::new(&$crate::words::text::Entry {
                line: $before + Line::$key as u16,
                english: $english,
            });
        )+
        /// The line after the last one.
        pub const END: u16 = $before + Line::End as u16;
        /// All of them with their names in the files of other languages.
        pub const ALL: &[(&str, $crate::words::text::Text)] =
            &[$((concat!($name, ".", stringify!($key)), $key)),+];
    };
}

pub(super) use area;
