//! Where values are kept, whatever keeps them.

use std::rc::Rc;
use std::sync::Arc;

use thiserror::Error;

/// Why a store did not do what was asked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum StoreError {
    /// It cannot be reached at all.
    #[error(
        "This browser does not let the page keep anything ({0}). Allow storage for this page, or export a file before you close it."
    )]
    Blocked(String),
    /// There is no room left.
    #[error(
        "The storage of this browser is full. What was saved before is intact; export a file, then remove a register that is not needed."
    )]
    Full,
    /// A value is there, but cannot be got out.
    #[error("The browser could not read what is kept under “{key}” ({reason}). Nothing else is affected.")]
    Damaged {
        /// Under which key.
        key: String,
        /// What the browser says.
        reason: String,
    },
    /// Anything else.
    #[error("The storage of this browser failed ({0}). Try again; if it goes on, export a file.")]
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
        }
    )*};
}

through!(&S, Box<S>, Rc<S>, Arc<S>);
