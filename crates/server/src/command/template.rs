//! `clerk-server template`: what somebody who writes the template of a licence asks before it is published.

use super::{Failure, print};
use clerk_documents::{Document, DocumentError, PdfRenderer, Specimen, specimen};
use clerk_domain::item::Item;
use clerk_domain::pack::RulePack;
use clerk_domain::template::Template;
use clerk_pack::source::{no_room, read_template};
use clerk_pack::{Origin, OriginError};
use std::fs;
use std::path::{Path, PathBuf};

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// What is asked.
#[derive(clap::Subcommand)]
enum Command {
    /// Reads templates and draws each with the longest values; says what is wrong by file, line and field.
    Check {
        /// The templates.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// The pack with the items that end in the licence: a folder of sources, a file of JSON, or `demo`.
        /// Without one, what a template shows of a form is not compared with any.
        #[arg(long, value_name = "PACK")]
        pack: Option<Origin>,
    },
    /// Draws specimens of a template as PDF files.
    Preview {
        /// The template.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The folder that they are written into.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// With which values; both without it.
        #[arg(long, value_enum)]
        values: Option<Values>,
        /// As for `check`.
        #[arg(long, value_name = "PACK")]
        pack: Option<Origin>,
    },
}

/// The values of a specimen.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Values {
    /// Everyday ones.
    Sample,
    /// The longest that each field may have.
    Extreme,
}

impl Values {
    const ALL: [Self; 2] = [Self::Sample, Self::Extreme];

    const fn name(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Extreme => "extreme",
        }
    }

    const fn specimen(self) -> Specimen {
        match self {
            Self::Sample => Specimen::Sample,
            Self::Extreme => Specimen::Extreme,
        }
    }
}

/// Answers.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let renderer = PdfRenderer::new().map_err(|error| Failure::CouldNot(error.into()))?;
    match arguments.command {
        Command::Check { files, pack } => {
            let pack = read_pack(pack.as_ref())?;
            let mut wrong = Vec::new();
            for file in &files {
                match check(&renderer, file, pack.as_ref()) {
                    Ok(()) => print(&format!("{}：没有发现问题", file.display()))?,
                    Err(Failure::Input(message)) => wrong.push(message),
                    Err(failure) => return Err(failure),
                }
            }
            if wrong.is_empty() { Ok(()) } else { Err(Failure::Input(wrong.join("\n"))) }
        }
        Command::Preview { file, out, values, pack } => {
            let source = Source::read(&file, read_pack(pack.as_ref())?.as_ref())?;
            clerk_disk::private_folder(&out)?;
            for values in Values::ALL.into_iter().filter(|it| values.is_none_or(|one| one == *it)) {
                let pdf = source.draw(&renderer, source.items.first(), values)?;
                let name = format!("{}-{}.pdf", source.template.licence, values.name());
                let path = out.join(name);
                clerk_disk::write_whole(&path, &pdf)?;
                print(&path.display().to_string())?;
            }
            Ok(())
        }
    }
}

fn read_pack(origin: Option<&Origin>) -> Result<Option<RulePack>, Failure> {
    let read = origin.map(Origin::read).transpose();
    read.map_err(|error: OriginError| Failure::Input(error.to_string()))
}

/// Draws it with everyday and with the longest values of each item that ends in the licence.
fn check(renderer: &PdfRenderer, file: &Path, pack: Option<&RulePack>) -> Result<(), Failure> {
    let source = Source::read(file, pack)?;
    let items: Vec<Option<&Item>> = match source.items.as_slice() {
        [] => vec![None],
        items => items.iter().map(Some).collect(),
    };
    for item in items {
        for values in Values::ALL {
            source.draw(renderer, item, values)?;
        }
    }
    Ok(())
}

/// A template with what its file says.
struct Source {
    name: String,
    text: String,
    template: Template,
    /// The items that end in its licence.
    items: Vec<Item>,
}

impl Source {
    fn read(file: &Path, pack: Option<&RulePack>) -> Result<Self, Failure> {
        let name = file.display().to_string();
        let unreadable = |error: std::io::Error| Failure::Input(format!("{name}: {error}"));
        let text = fs::read_to_string(file).map_err(unreadable)?;
        let template = read_template(&name, &text, pack);
        let template = template.map_err(|error| Failure::Input(error.to_string()))?;
        let items = pack.into_iter().flat_map(|pack| &pack.items);
        let items = items.filter(|item| item.licence.code == template.licence);
        let items = items.cloned().collect();
        Ok(Self { name, text, template, items })
    }

    fn draw(
        &self,
        renderer: &PdfRenderer,
        item: Option<&Item>,
        values: Values,
    ) -> Result<Vec<u8>, Failure> {
        let licence = specimen(&self.template, item, values.specimen());
        renderer.render(&Document::Licence(licence)).map_err(|error| match error {
            DocumentError::NoRoom { field, length, .. } => {
                let Self { name, text, template, .. } = self;
                Failure::Input(no_room(name, text, template, &field, length).to_string())
            }
            error => Failure::Input(format!("{}: {error}", self.name)),
        })
    }
}
