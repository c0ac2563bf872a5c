//! Long work that lets others have their turn in between.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Who else has a turn while much is compared. Work that is no longer wanted is dropped while it waits.
pub trait Pace {
    /// So many things of so many are done.
    fn turn(&mut self, done: usize, all: usize) -> impl Future<Output = ()>;
}

/// In one go.
pub struct AtOnce;

impl Pace for AtOnce {
    async fn turn(&mut self, _: usize, _: usize) {}
}

/// Does work that waits for nobody.
pub fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}

/// Counts what is done.
pub(super) struct Steps<'a, P> {
    pace: &'a mut P,
    done: usize,
    all: usize,
}

impl<'a, P: Pace> Steps<'a, P> {
    pub fn of(all: usize, pace: &'a mut P) -> Self {
        Steps { pace, done: 0, all }
    }

    /// One more is done.
    pub async fn one(&mut self) {
        self.done = self.done.saturating_add(1);
        self.again().await;
    }

    /// Something is done that does not count, since it is done for some a second time.
    pub async fn again(&mut self) {
        self.pace.turn(self.done.min(self.all), self.all).await;
    }
}
