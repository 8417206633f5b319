"""Every kind of resource goes through fhir.resources: once for each shape, for 20,000 take seconds.

R4B is read; only what is the same in R4 4.0.1 is written.
"""

import json

from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.codesystem import CodeSystem
from fhir.resources.R4B.composition import Composition
from fhir.resources.R4B.device import Device
from fhir.resources.R4B.observation import Observation
from fhir.resources.R4B.patient import Patient
from fhir.resources.R4B.procedure import Procedure
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from pydantic import BaseModel

from supple.report.fhir.plain import Resource
from supple.report.fhir.shape import sample_of, shape_of

MODELS: dict[str, type[BaseModel]] = {
    "Bundle": Bundle,
    "CodeSystem": CodeSystem,
    "Composition": Composition,
    "Device": Device,
    "Observation": Observation,
    "Patient": Patient,
    "Procedure": Procedure,
    "Questionnaire": Questionnaire,
    "QuestionnaireResponse": QuestionnaireResponse,
}


class Built:
    """Resources as fhir.resources takes them. A fault is ours, and loud."""

    def __init__(self) -> None:
        self._seen = set[str]()

    def resource(self, found: Resource) -> Resource:
        """The resource. Raises ValueError where fhir.resources refuses it, or reads something else."""
        kind = str(found["resourceType"])
        shape = kind + shape_of(found)
        if shape not in self._seen:
            sample = sample_of(found)
            read = json.loads(MODELS[kind].model_validate(sample).model_dump_json())
            if read != sample:
                raise ValueError(f"fhir.resources reads another {kind} than was written: {read}")
            self._seen.add(shape)
        return found
