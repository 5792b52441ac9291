"""The slides: as data, then as PowerPoint (``as_pptx``), one HTML page (``as_html``) and PDF (``as_pdf``).

Every slide says what it shows, in one sentence worked out from the data, and what it leaves out.
"""

from dashboard.deck.content import Bars as Bars
from dashboard.deck.content import Deck as Deck
from dashboard.deck.content import Figures as Figures
from dashboard.deck.content import Lines as Lines
from dashboard.deck.content import Map as Map
from dashboard.deck.content import Sheet as Sheet
from dashboard.deck.content import Slide as Slide
from dashboard.deck.content import Text as Text
from dashboard.deck.content import Time as Time
from dashboard.deck.kinds import KINDS as KINDS
from dashboard.deck.kinds import OF_ONE as OF_ONE
from dashboard.deck.kinds import TITLES as TITLES
from dashboard.deck.kinds import build as build
from dashboard.deck.kinds import heading as heading
from dashboard.deck.kinds import method as method
from dashboard.deck.kinds import notes as notes
from dashboard.deck.kinds import of_what as of_what
from dashboard.deck.kinds import one as one
from dashboard.deck.kinds import whole as whole
from dashboard.deck.source import HEADLINE as HEADLINE
from dashboard.deck.source import Source as Source
from dashboard.deck.source import line as line
