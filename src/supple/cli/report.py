"""`supple report`: the page for a professional, the table, and the FHIR document."""

from pathlib import Path

import click

from supple.app.telling import csv_of, fhir_of, pdf_of
from supple.base.errors import SuppleError
from supple.cli.data_folder import FILE
from supple.cli.data_options import data_option, person_option, somebody
from supple.cli.standard_output import files_out


@click.command("report")
@click.option("--pdf", type=FILE, help="One page of A4 for a professional.")
@click.option("--csv", type=FILE, help="Every entry as a table.")
@click.option("--fhir", type=FILE, help="A FHIR R4 document for a medical record system.")
@data_option
@person_option
def report_command(
    pdf: Path | None, csv: Path | None, fhir: Path | None, data: Path | None, person: str | None
) -> None:
    """Write what was noted for somebody else to read (- is standard output). Nothing is sent anywhere."""
    wanted = [
        (path, make)
        for path, make in ((pdf, pdf_of), (csv, lambda one: csv_of(one).encode()), (fhir, fhir_of))
        if path is not None
    ]
    if not wanted:
        raise SuppleError("Nothing was asked for", fix="Name a file with --pdf, --csv or --fhir")
    with files_out(pdf, csv, fhir) as output, somebody(data, person) as supple:
        for path, make in wanted:
            output.write(path, make(supple))
