//! The board needs Unix sockets; here it only says so.

pub mod watch {
    use crate::cli::Watch;
    use crate::commands::Failure;

    pub fn run(_: &Watch) -> Result<(), Failure> {
        Err(Failure::start(
            "echostage watch needs Unix sockets, which this system has not: \
             take --record and echostage timeline",
        ))
    }
}

pub mod watching {
    use crate::cli::Serve;
    use crate::commands::Failure;
    use crate::commands::orders::Orders;
    use crate::commands::recording::About;
    use crate::stage::Stage;
    use crate::trace::Listener;

    pub struct Watching;
    pub struct Guard;

    impl Watching {
        pub fn open(flags: &Serve, _: &About) -> Result<Option<Self>, Failure> {
            match flags.seen.watch {
                None => Ok(None),
                Some(_) => Err(Failure::start(
                    "--watch needs Unix sockets, which this system has not: \
                     take --record and echostage timeline",
                )),
            }
        }

        pub fn listener(&self) -> Box<dyn Listener> {
            Box::new(crate::trace::History::default())
        }

        pub fn begin(
            self,
            _: &Serve,
            _: &'static Stage,
            _: &Orders,
        ) -> Result<Guard, Failure> {
            Ok(Guard)
        }
    }
}
