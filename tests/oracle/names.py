#!/usr/bin/env python3
"""Which counties and towns of China share a name or a sound within their province or prefecture.

Written apart from the review engine, and sharing nothing with it but Unihan (Debian: unicode-data) and the hand-kept
readings: what it prints is what `crates/diming-core/tests/review_real.rs` must find, no more and no less.

    python3 tests/oracle/names.py NAMES_CSV > tests/oracle/names.txt

A line a group: the scope (`province` or `prefecture`), the class, and ids. `D1` lists all of one scope with one name (without what stands in brackets, NFKC, no blanks, simplified); `H1` two names, by the least id of each, whose characters share a toneless reading place by place.
"""
import bz2
import collections
import csv
import itertools
import json
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
READINGS = "/usr/share/unicode/Unihan_Readings.txt.bz2"
VARIANTS = "/usr/share/unicode/Unihan_Variants.txt.bz2"
# A collision that is planted, so that both sides are known to see one: two towns of 江苏 (32), same sound, and two of one name.
PLANTED = [("planted-1", "3206", "壹贰镇"), ("planted-2", "3206", "壹贰镇"), ("planted-3", "3206", "医二镇")]


def toneless(syllable):
    """lǚ -> lü: the tone marks go, the dots of ü stay."""
    letters = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", re.sub("[\u0300\u0301\u0304\u030c]", "", letters))


def readings():
    found = collections.defaultdict(set)
    with bz2.open(READINGS, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("U+"):
                continue
            code, field, value = line.rstrip("\n").split("\t")
            character = chr(int(code[2:], 16))
            if field == "kMandarin":
                found[character].update(map(toneless, value.split()))
            elif field == "kXHC1983":
                for part in value.split():
                    found[character].update(map(toneless, part.split(":")[1].split(",")))
    hand = json.loads((HERE / "../../data/dict/readings.json").read_text(encoding="utf-8"))
    for entry in hand["readings"]:
        found[entry["character"]].update(map(toneless, entry["readings"]))
    for entry in hand["usual"]:
        found[entry["character"]].add(toneless(entry["reading"]))
    return found


def simplified():
    """Traditional character -> simplified one; none for a character that is its own simplified form."""
    found = {}
    with bz2.open(VARIANTS, "rt", encoding="utf-8") as lines:
        for line in lines:
            code, _, rest = line.rstrip("\n").partition("\t")
            field, _, value = rest.partition("\t")
            if line.startswith("U+") and field == "kSimplifiedVariant" and code not in value.split():
                found[chr(int(code[2:], 16))] = chr(int(value.split()[0][2:], 16))
    return found


def towns(path):
    """(id, prefecture, name) of every county and town, in the order of the file."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if int(row["deep"]) >= 2:
            yield row["id"], row["id"][:4], row["ext_name"]
    yield from PLANTED


def sounds_alike(a, b, sounds):
    return all(x == y or sounds[x] & sounds[y] for x, y in zip(a, b))


def main():
    sounds, simple = readings(), simplified()
    print("# Made by tests/oracle/names.py from Unihan and the names of counties and towns; ids only.")
    everything = list(towns(sys.argv[1]))
    for scope, digits in (("province", 2), ("prefecture", 4)):
        groups = collections.defaultdict(lambda: collections.defaultdict(list))
        for key, prefecture, name in everything:
            bare = re.sub("[（(][^（）()]*[）)]", "", name) or name
            text = "".join(simple.get(c, c) for c in unicodedata.normalize("NFKC", bare) if not c.isspace())
            groups[prefecture[:digits]][text].append(key)
        for place in sorted(groups):
            names = groups[place]
            for name in sorted(names):
                if len(names[name]) > 1:
                    print(scope, "D1", *names[name])
            # Names that sound alike have a first syllable in common, and one length.
            by_first = collections.defaultdict(set)
            for name in names:
                for syllable in sounds[name[0]] or {name[0]}:
                    by_first[len(name), syllable].add(name)
            pairs = set()
            for alike in by_first.values():
                for a, b in itertools.combinations(sorted(alike), 2):
                    if sounds_alike(a, b, sounds):
                        pairs.add(tuple(sorted((min(names[a]), min(names[b])))))
            for a, b in sorted(pairs):
                print(scope, "H1", a, b)


main()
