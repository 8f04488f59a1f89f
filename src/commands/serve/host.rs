//! What every stage has around it: logs, a door, a console, a way to stop.

use super::banner::Banner;
use super::{Failure, explain, useless};
use crate::cli::Serve;
use crate::commands::console::Console;
use crate::commands::orders::Orders;
use crate::commands::recording::{self, About};
use crate::commands::stats::Source;
use crate::commands::step::Stepper;
use crate::commands::stop::Stop;
use crate::commands::telling;
use crate::commands::watching::{Guard, Watching};
use crate::net::{self, Door, Limit};
use crate::stage::Stage;
use crate::trace::{self, History, Listener, Printer, What};
use crossbeam_channel::{Receiver, bounded};
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

pub struct Host {
    pub door: Arc<Door>,
    stop: Stop,
    asked: Receiver<()>,
    console: Console,
    grace: Duration,
    _watched: Option<Guard>,
}

impl Host {
    /// Starts the logs, and says which flags do nothing. `most` may be inside.
    pub fn new(
        flags: &Serve,
        stage: &'static Stage,
        most: usize,
        source: Source,
    ) -> Result<Self, Failure> {
        let (printer, history) = (Printer::default(), History::default());
        let (start, addr) = (trace::clock(), source.addr());
        let service = if stage.is_udp() { "" } else { &flags.talk.service };
        let about = About { stage: stage.name, service, addr, start };
        let stepper = Stepper::new(flags, stage, addr)?;
        let watching = Watching::open(flags, &about)?;
        // Last: it may replace an older recording.
        let record = flags.seen.record.as_deref();
        let record =
            record.map(|path| recording::start(path, &about)).transpose()?;
        let mut others: Vec<Box<dyn Listener>> =
            vec![Box::new(history.clone())];
        others.extend(watching.as_ref().map(Watching::listener));
        others.extend(stepper.as_ref().map(Stepper::listener));
        let screen = Some(printer.clone());
        let papers =
            telling::start(&flags.told, start, screen, record, others)?;
        trace::name_thread(source.receives());
        useless::warn(&flags.given, stage);
        let door = Door::new(most, flags.limits.door_full)
            .map_err(|e| explain::stage(stage.name, &e))?;
        let (stop, asked) = Stop::new(papers);
        let inside = door.clone();
        stop.before_exit(move || inside.cut_off());
        let orders = Orders {
            door: door.clone(),
            stop: stop.clone(),
            history,
            source,
            stepper,
            start,
        };
        let colour = telling::manner(&flags.told, start).colour;
        let console = Console { orders, printer, colour };
        if flags.seen.any() && !stage.is_udp() {
            net::start_sampler(addr, door.clone())
                .map_err(|e| explain::stage(stage.name, &e))?;
        }
        let begin = |one: Watching| one.begin(flags, stage, &console.orders);
        let _watched = watching.map(begin).transpose()?;
        let grace = flags.limits.grace;
        Ok(Self { door, stop, asked, console, grace, _watched })
    }

    /// What to do when the first client can be served.
    pub fn ready(&self, banner: Banner) -> impl Fn() + Send + Sync + use<> {
        let console = self.console.clone();
        move || {
            let addr = console.orders.source.addr();
            let first = format!("listening on {addr}\n");
            let text = format!("{first}{}", banner.text);
            let person = say(&first, &banner.text);
            if !person {
                trace::emit(0, What::Note(banner.first.clone()));
            }
            if let Some(limit) = &banner.limit {
                tell(limit, banner.who, person);
            }
            console.clone().open(&text);
        }
    }

    /// Runs the stage, and ends the process when somebody asks for it. `close`
    /// shuts newcomers out; `patience` is how long a client may be silent.
    pub fn serve(
        self,
        patience: Option<Duration>,
        close: impl FnOnce() -> io::Result<()> + Send + 'static,
        stage: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        if let Some(patience) = patience {
            net::start_sweeper(self.door.clone(), patience)?;
        }
        self.stop.on_signals()?;
        let stepper = self.console.orders.stepper.clone();
        let close = move || {
            if let Some(stepper) = stepper {
                stepper.open("stop"); // before any deadline counts
            }
            close()
        };
        let (finished, done) = bounded::<()>(0);
        self.stop
            .stop_when_asked(self.asked, done, close, self.door, self.grace)?;
        stage()?;
        drop(finished);
        loop {
            thread::park(); // the stopper ends the process
        }
    }
}

/// The banner has told a person of the limit; a dangerous one is told twice.
fn tell(Limit { clients, why, safe }: &Limit, who: &str, person: bool) {
    let text = format!("limit: {clients} {who} ({why})");
    if clients > safe {
        trace::emit(0, What::Trouble(text));
    } else if !person {
        trace::emit(0, What::Note(text));
    }
}

/// The first line for everybody, the banner for a person; true if there is
/// one.
fn say(first: &str, banner: &str) -> bool {
    let mut stdout = io::stdout();
    let person = stdout.is_terminal();
    let text = if person { format!("{first}{banner}") } else { first.into() };
    // Nobody may read it, and the server serves all the same.
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    person
}
