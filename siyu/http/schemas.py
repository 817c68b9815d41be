"""What the API takes and gives."""

import warnings

from pydantic import BaseModel, ConfigDict
from pydantic.warnings import UnsupportedFieldAttributeWarning

# FastAPI hands pydantic names of parameters that mean nothing there, and ignores what is said of it while it
# makes a validator; ours are made later.
warnings.filterwarnings("ignore", category=UnsupportedFieldAttributeWarning)


class Schema(BaseModel):
    """Base of all that the API takes and gives; its validator is made when it is first needed.

    A start made some 500 of them, of which a day's work touches a part: a tenth of its time, and 12 MB
    (measured).
    """

    model_config = ConfigDict(defer_build=True)
