"""The words by which the label of a speaker is told from running speech and from a heading."""

from typing import Final


def words_in(text: str, between: str | None = None) -> frozenset[str]:
    """Words or phrases listed in a text, by themselves or ``between`` signs."""
    return frozenset(" ".join(word.split()) for word in text.split(between) if word.strip())


SPEAKER_NOUNS: Final = words_in(
    """
    interviewer interviewee interviewerin moderator facilitator researcher participant respondent
    speaker observer notetaker technician transcriber interpreter translator chair chairman chairwoman
    chairperson host guest informant member person man woman male female mother father mum mom dad
    parent carer partner husband wife daughter son child teacher student pupil nurse doctor patient
    befragte befragter panellist panelist voice int mod fac resp part spk interv iver
    """
)
"""What a speaker may be called instead of by name, alone or with a number or a letter."""

BEFORE_A_NOUN: Final = words_in(
    "co lead second first third chief female male the unknown unidentified other another older younger note"
)

PARTICLES: Final = words_in(
    "de da du del della van von der den of the and la le bin al el y e zu for in & at"
)
"""Small words within names and offices."""

RUNNING: Final = words_in(
    """
    i you he she it we they me him us them my your his her its our their this that these those is are
    was were be been said says say saying asked think thought mean means goes went like just not don't
    do did does have has had will would can could should if when what who why how which where there here
    with about from into than as so because but or on to it's that's there's i'm he's she's they're
    we're you're thing things following example question point answer
    """
)
"""Words of running speech: a label with one of them is a clause ("he said", "what it was")."""

NEVER: Final = words_in(
    """
    for example|for instance|e.g|i.e|eg|ie|that is|note|notes|nb|n.b|ps|p.s|questions|answers|example
    |examples|summary|comment|comments|conclusion|remember|however|firstly|first|secondly|second|thirdly
    |third|finally|lastly|basically|so|well|but|and|or|because|then|now|also|anyway|okay|ok|yes|no|yeah
    |yep|nope|mm|mhm|mm-hm|mmm|uh|um|erm|er|ah|oh|right|sure|exactly|laughs|laughter|pause|silence|hello
    |hi|hey|thanks|thank you|http|https|ftp|mailto|www|date|time|duration|location|place|venue|project
    |title|study|topic|theme|themes|aim|aims|warning|important|update|todo|see|re|subject|to|from|cc|tbc
    |tbd|text|utterance|speaker|speakers|name|label|start|end|timestamp|code|codes|speech|transcript
    |page|source|privacy|trust|stigma|consent|like|meaning|namely|result|results|problem|point|idea
    |thing is|the thing is|the point is|the problem is|the question is|my question is|my point is|fact
    |in fact|in short|in other words|tv|uk|usa|eu|nhs|gp|faq|id|ids|data|part|section|chapter|table
    |figure|option|options|step|rule|price|cost|total|plus|minus|either|neither|ditto|quote|unquote|file
    |url|email|phone|tel|address|website|key|legend|break time|end of interview|end of transcript
    |start of interview|question one|question two|maybe|please|sorry|true|false|nothing|everything|bye
    |goodbye|good|great|cool|nice|wow|lol|haha|hmm|hm|day|week|month|year|monday|tuesday|wednesday
    |thursday|friday|saturday|sunday|morning|afternoon|evening|introduction|background|discussion
    |closing|opening|icebreaker|poll|chat
    """,
    "|",
)
"""What stands before a colon without ever being a person."""

ALTERNATING: Final = words_in("question answer")
"""Once, these announce something; again and again, they are the two sides of a conversation."""

INTERJECTIONS: Final = words_in(
    """
    yes yeah yep no nope nah ok okay right well so hm hmm mm mhm uh um er erm oh ah aha sure exactly true
    absolutely definitely maybe perhaps never always sometimes nothing none good great fine thanks please
    sorry wow hello hi hey bye then there here now later today what why how who when where which really
    ja nein doch genau gut naja oui non bon voilà si sí bueno claro vale da ne nee sim não tak nie
    """
)
"""Sentences of one word: before a full stop they are no names."""

HEADER_KEYS: Final = words_in(
    """
    date time duration length location place venue site setting platform mode format medium project
    study title topic subject session group wave round phase transcript transcription transcribed
    transcriber recorded recording file filename id identifier identifiers number no ref reference code
    pseudonym pseudonyms age gender sex ethnicity occupation status language version region country town
    city year housing consent anonymised anonymisation anonymized participants attendees present
    speakers attendance key legend abbreviations conventions interviewers facilitators moderators notes
    type schedule guide pages words email contact household children employment education tenure
    audio video media datum uhrzeit dauer ort aufnahme tonaufnahme aufnahmedatum datei dateiname audiodatei
    videodatei projekt thema transkript transkription transkribiert geschlecht beruf sprache teilnehmende
    pseudonyme lieu durée heure fichier enregistrement projet thème transcrit langue âge sexe participants
    """
)
"""First or last words of what a transcript's header tells about; none of them is anybody's name."""

HEADER_LISTS: Final = words_in("participants attendees present speakers key legend abbreviations")
"""Keys whose value may be the lines below them."""

GREETINGS: Final = words_in(
    "hello hi hey good okay ok so right yes yeah no thanks thank welcome well sure great um uh erm mm oh"
)
"""How speech begins that would otherwise look like the value of a header line."""

ASKING: Final = words_in(
    """
    interviewer interviewerin moderator moderatorin facilitator researcher interv iver int mod fac
    host question q iv
    """
)
"""What those who ask the questions are called."""

STANDING_BY: Final = words_in(
    """
    observer|note taker|note-taker|notetaker|notes|technician|tech support|technical support|transcriber
    |transcriptionist|interpreter|translator|system|recording|recorder|automated voice|announcement
    |announcer|break|all|everyone|everybody|several|various|multiple|many|group|voices|crosstalk|unknown
    |unidentified|unclear|inaudible|video|poll
    """,
    "|",
)
"""Labels of people who neither ask nor take part, and of sounds that are nobody's."""


def one_of(words: frozenset[str]) -> str:
    """A pattern that matches any of ``words``, the longest first."""
    return (
        "(?:"
        + "|".join(sorted((word.replace(" ", "[ ]") for word in words), key=lambda w: (-len(w), w)))
        + ")"
    )
