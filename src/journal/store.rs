//! Where values are kept, whatever keeps them.

use std::rc::Rc;
use std::sync::Arc;

use thiserror::Error;

use crate::register::Id;
use crate::said;
use crate::words::text::areas::errors as says;

/// Why a store did not do what was asked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum StoreError {
    /// It cannot be reached at all.
    #[error("{}", said!(says::STORE_BLOCKED, reason = .0))]
    Blocked(String),
    /// There is no room left.
    #[error("{}", says::STORE_FULL.said())]
    Full,
    /// A value is there, but cannot be got out.
    #[error("{}", said!(says::STORE_DAMAGED, key, reason))]
    Damaged {
        /// Under which key.
        key: String,
        /// What the browser says.
        reason: String,
    },
    /// Anything else.
    #[error("{}", said!(says::STORE_FAILED, reason = .0))]
    Failed(String),
}

/// Texts under keys. Every call either did what it says or gives an error; none of them blocks for long.
pub trait Store {
    /// The value under a key.
    ///
    /// # Errors
    /// When it cannot be read, which is not the same as being absent.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// Puts a value under a key.
    ///
    /// # Errors
    /// When it is not kept; what stood there before then still stands.
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;

    /// Takes a key away; one that is not there is no error.
    ///
    /// # Errors
    /// When it may still be there.
    fn remove(&self, key: &str) -> Result<(), StoreError>;

    /// All keys, in any order; foreign ones included.
    ///
    /// # Errors
    /// When they cannot be listed.
    fn keys(&self) -> Result<Vec<String>, StoreError>;

    /// The name of the key with which it shows a locked register.
    fn lock_of(&self, _register: &Id) -> Option<&str> {
        None
    }

    /// Key and line as they would stand in the browser; none where they must not.
    fn stored(&self, key: String, line: String) -> Option<(String, String)> {
        Some((key, line))
    }

    /// What another tab wrote, by the key and the value that really stand in the browser; none for what only they
    /// that have its key can read.
    fn heard(&self, key: &str, value: &str) -> Option<(String, String)> {
        Some((key.to_owned(), value.to_owned()))
    }
}

macro_rules! through {
    ($($pointer:ty),*) => {$(
        impl<S: Store + ?Sized> Store for $pointer {
            fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
                (**self).get(key)
            }
            fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
                (**self).set(key, value)
            }
            fn remove(&self, key: &str) -> Result<(), StoreError> {
                (**self).remove(key)
            }
            fn keys(&self) -> Result<Vec<String>, StoreError> {
                (**self).keys()
            }
            fn lock_of(&self, register: &Id) -> Option<&str> {
                (**self).lock_of(register)
            }
            fn stored(&self, key: String, line: String) -> Option<(String, String)> {
                (**self).stored(key, line)
            }
            fn heard(&self, key: &str, value: &str) -> Option<(String, String)> {
                (**self).heard(key, value)
            }
        }
    )*};
}

through!(&S, Box<S>, Rc<S>, Arc<S>);
