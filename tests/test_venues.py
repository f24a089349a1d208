# ruff: noqa: E501  # names stand as long as they are written
"""Venues: one short name each; what proves publication, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.venues import Published, canonical, from_acl_id, from_comment, from_doi, from_journal_ref
from pipeline.venues.table import CONFERENCES, JOURNALS

SHORT = sorted({row.split("|")[0].strip() for row in (CONFERENCES + JOURNALS).strip().splitlines() if row.strip()})


@pytest.mark.parametrize("name", [*SHORT, "Findings of EMNLP", "CVPR Workshop", "ACL Demo", "PACMPL (PLDI)"])
def test_short_names_stay(name: str) -> None:
    """A canonical name is its own canonical name."""
    assert canonical(name) == name


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("Proceedings of the 60th Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)", "ACL"),
        ("Proceedings of the 59th Annual Meeting of the Association for Computational Linguistics and the 11th International Joint Conference on Natural Language Processing", "ACL"),
        ("Proceedings of ACL-08: HLT", "ACL"),
        ("North American Chapter of the Association for Computational Linguistics", "NAACL"),
        ("Proceedings of the 2019 Conference of the North American Chapter of the Association for Computational Linguistics: Human Language Technologies, Volume 1", "NAACL"),
        ("Conference of the European Chapter of the Association for Computational Linguistics", "EACL"),
        ("Proceedings of the 2019 Conference on Empirical Methods in Natural Language Processing and the 9th International Joint Conference on Natural Language Processing (EMNLP-IJCNLP)", "EMNLP"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2022", "Findings of EMNLP"),
        ("Findings of the Association for Computational Linguistics: ACL-IJCNLP 2021", "Findings of ACL"),
        ("EMNLP Findings", "Findings of EMNLP"),
        ("Proceedings of the 16th Conference of the European Chapter of the Association for Computational Linguistics: System Demonstrations", "EACL Demo"),
        ("Proceedings of the 2024 Joint International Conference on Computational Linguistics, Language Resources and Evaluation", "LREC-COLING"),
        ("Advances in Neural Information Processing Systems 35", "NeurIPS"),
        ("Advances in neural information processing systems. 2012", "NeurIPS"),
        ("NIPS", "NeurIPS"),
        ("Neurips 22'", "NeurIPS"),
        ("NeurIPS Datasets and Benchmarks Track", "NeurIPS"),
        ("NeurIPS 2022 Workshop on Gardens", "NeurIPS Workshop"),
        ("ICLR 2023 poster", "ICLR"),
        ("The Eleventh International Conference on Learning Representations, {ICLR} 2023, Kigali, Rwanda", "ICLR"),
        ("ICML. Vol. 14. 2014", "ICML"),
        ("Proceedings of the 39th International Conference on Machine Learning", "ICML"),
        ("Thirty-Sixth AAAI Conference on Artificial Intelligence", "AAAI"),
        ("2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
        ("2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)", "CVPR Workshop"),
        ("CVPR Workshops", "CVPR Workshop"),
        ("2017 IEEE International Conference on Computer Vision (ICCV)", "ICCV"),
        ("European Conference on Computer Vision", "ECCV"),
        ("Computer Vision - ECCV 2022 - 17th European Conference, Tel Aviv", "ECCV"),
        ("IEEE/RJS International Conference on Intelligent RObots and Systems", "IROS"),
        ("Knowledge Discovery and Data Mining", "KDD"),
        ("Pacific-Asia Conference on Knowledge Discovery and Data Mining", "PAKDD"),
        ("Asian Conference on Machine Learning", "ACML"),
        ("Proceedings of the Tenth International Workshop on Artificial Intelligence and Statistics", "AISTATS"),
        ("SIGMOD '22: International Conference on Management of Data, Philadelphia", "SIGMOD"),
        ("Proc. VLDB Endow.", "VLDB"),
        ("The VLDB Journal", "VLDB Journal"),
        ("12th USENIX Symposium on Networked Systems Design and Implementation (NSDI 15)", "NSDI"),
        ("ACM-SIGPLAN Symposium on Programming Language Design and Implementation", "PLDI"),
        ("Proc. ACM Program. Lang. (PLDI)", "PACMPL (PLDI)"),
        ("WWW '22: The ACM Web Conference, Virtual Event, Lyon", "WWW"),
        ("MM '20: The 28th ACM International Conference on Multimedia, Virtual Event", "ACM MM"),
        ("Proceedings of the 15th International Workshop on Semantic Evaluation (SemEval-2021)", "SemEval"),
        ("Proceedings of the Thirtieth Annual ACM-SIAM Symposium on Discrete Algorithms, SODA, San Diego", "SODA"),
        ("Trans. Mach. Learn. Res.", "TMLR"),
        ("Journal of Machine Learning Research 15.1: 1929-1958", "JMLR"),
        ("Nature 521.7553: 436-444", "Nature"),
        ("Proc. Natl. Acad. Sci. USA", "PNAS"),
    ],
)  # fmt: skip
def test_canonical(written: str, short: str) -> None:
    """A venue has one name, however it is written."""
    assert canonical(written) == short


@pytest.mark.parametrize(
    "name",
    [
        "International Conference on Machine Learning and Applications",
        "International Conference on Computer Vision Theory and Applications",
        "International Conference on Computational Linguistics and Intelligent Text Processing",
        "Nature Reviews",
        "ICML Unsupervised and Transfer Learning 27",
        "AAAI Spring Symposium: Gardens. 2013",
        "COLING/ACL",
        "UncertaiNLP Workshop",
        "Proceedings of the Workshop on Gardens",
        "CHI PLAY",
        "5th Workshop on Machine Learning and Systems",
        "2nd Workshop on Many Sorts of Roses (MSR)",
        "Journal of Gardens",
    ],
)
def test_near_misses_stay(name: str) -> None:
    """A name that holds another venue's name is not that venue: it stays as it is."""
    assert canonical(name) == name


def test_unknown_names_are_cleaned() -> None:
    """Braces, blanks and trailing marks are not part of a name."""
    assert canonical(" {Journal}  of\n Gardens, ") == "Journal of Gardens"


@pytest.mark.parametrize(
    "name",
    ["", " ", "arXiv", "arXiv.org", "CoRR", "arXiv preprint arXiv:1409.1556", "bioRxiv", "SSRN Electronic Journal", "OpenReview", "PMLR 162", "Lecture Notes in Computer Science"],
)  # fmt: skip
def test_no_venue(name: str) -> None:
    """Preprint servers and series of proceedings are no venues."""
    assert canonical(name) is None


@pytest.mark.parametrize(
    ("name", "venue", "year"),
    [
        ("2022.findings-emnlp.423", "Findings of EMNLP", 2022),
        ("2023.acl-long.1", "ACL", 2023),
        ("2022.acl-demo.4", "ACL Demo", 2022),
        ("2024.lrec-main.149", "LREC-COLING", 2024),
        ("2022.lrec-1.4", "LREC", 2022),
        ("2020.tacl-1.3", "TACL", 2020),
        ("P19-1001", "ACL", 2019),
        ("P18-2001", "ACL", 2018),
        ("D19-1001", "EMNLP", 2019),
        ("N18-2001", "NAACL", 2018),
        ("E17-1001", "EACL", 2017),
        ("Q16-1001", "TACL", 2016),
        ("J93-2003", "Computational Linguistics", 1993),
        ("C18-1001", "COLING", 2018),
    ],
)
def test_acl_id(name: str, venue: str, year: int) -> None:
    """An ACL Anthology id tells venue and year."""
    assert from_acl_id(name) == Published(venue, year)


@pytest.mark.parametrize(
    "name", ["W17-1234", "P19-2001", "D19-3001", "2022.acl-tutorials.4", "2024.garden-1.2", "", "x"]
)
def test_acl_id_without_proof(name: str) -> None:
    """A workshop's or an unknown volume's id proves no main conference."""
    assert from_acl_id(name) is None


@pytest.mark.parametrize(
    ("doi", "expected"),
    [
        ("10.18653/v1/2022.emnlp-main.340", Published("EMNLP", 2022)),
        ("10.18653/v1/p19-1001", Published("ACL", 2019)),
        ("10.1109/iccv51070.2023.00280", Published("ICCV", 2023)),
        ("10.1109/CVPRW56347.2022.00014", Published("CVPR Workshop", 2022)),
        ("10.1109/CVPR.2016.90", Published("CVPR", 2016)),
        ("10.1609/aaai.v37i11.26510", Published("AAAI", 2023)),
        ("https://doi.org/10.24963/ijcai.2020/12", Published("IJCAI", 2020)),
        ("10.1162/tacl_a_00343", Published("TACL")),
        ("10.1038/s41586-023-06221-2", Published("Nature")),
        ("10.1145/3591300", None),
        ("10.48550/arXiv.2203.02155", None),
        ("10.1007/978-3-030-58452-8_13", None),
        ("", None),
    ],
)
def test_doi(doi: str, expected: Published | None) -> None:
    """A DOI counts where it names its venue itself; the year only where it is the issue's."""
    assert from_doi(doi) == expected


@pytest.mark.parametrize(
    ("comment", "venue", "year"),
    [
        ("Accepted to ICLR 2023", "ICLR", 2023),
        ("Published as a conference paper at ICLR 2023", "ICLR", 2023),
        ("To appear in ACL'23 Findings", "Findings of ACL", 2023),
        ("Findings of ACL: EMNLP 2022", "Findings of EMNLP", 2022),
        ("NeurIPS 2022 Workshop on Gardens", "NeurIPS Workshop", 2022),
        ("Accepted to the Workshop on Gardens at ICML 2022", "ICML Workshop", 2022),
        ("Camera-ready version for EMNLP 2022", "EMNLP", 2022),
        ("EMNLP 2022 (main)", "EMNLP", 2022),
        ("ACL 2023 (demo)", "ACL Demo", 2023),
        ("25 pages, ICLR 2023", "ICLR", 2023),
        ("9 pages + appendix, 3 figures. Accepted at the 40th International Conference on Machine Learning (ICML 2023). Code: https://example.org/x", "ICML", 2023),
        ("Accepted by CVPR2023", "CVPR", 2023),
        ("Accepted to KDD'22", "KDD", 2022),
        ("Accepted as a Spotlight paper at ICLR'23; project page: https://example.org", "ICLR", 2023),
        ("Published in Transactions on Machine Learning Research (08/2023)", "TMLR", 2023),
        ("Accepted to Nature Communications", "Nature Communications", None),
        ("Accepted at NeurIPS 2022. Also presented at the ICML 2022 Workshop on Gardens", "NeurIPS", 2022),
        ("EMNLP 2022, code and demo available", "EMNLP", 2022),
        ("In Proceedings of the 2022 Conference on Empirical Methods in Natural Language Processing", "EMNLP", 2022),
    ],
)  # fmt: skip
def test_comment(comment: str, venue: str, year: int | None) -> None:
    """A comment that plainly says where the paper was taken is proof."""
    assert from_comment(comment) == Published(venue, year)


@pytest.mark.parametrize(
    "comment",
    [
        "Submitted to ICLR 2024",
        "Under review at ICML 2023",
        "ICLR 2023 submission",
        "Rejected from ICLR 2023",
        "Extended version of our ICLR 2020 paper",
        "Full version of the paper accepted at AAAI 2020",
        "12 pages, ICLR 2023 style",
        "Third report on the CVPR 2022 challenge",
        "AAAI 2023 Student Abstract",
        "Accepted at EMNLP 2022 and AAAI 2023",
        "Accepted at GardenNLP at EMNLP 2022",
        "GardenNLP@EMNLP 2022",
        "GardenML Workshop, ICLR 2022",
        "Accepted at CHI PLAY 2022",
        "Accepted to ACL Rolling Review",
        "We compare to an ICLR 2021 paper",
        "Code at https://example.org/iclr2023",
        "ACL injuries: 12 pages",
        "Machine Learning, 2020",
        "Nature 2020",
        "Fast",
        "30 pages, 19 figures",
        "Accepted to ICLR 2023, then withdrawn",
        "",
    ],
)
def test_comment_without_proof(comment: str) -> None:
    """In doubt there is no venue: a wrong one is worse."""
    assert from_comment(comment) is None


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Nature Human Behaviour 7, 1526-1541 (2023)", Published("Nature Human Behaviour", 2023)),
        ("Proceedings of ICML 2022, PMLR 162", Published("ICML", 2022)),
        ("Garden Lett 59, 7 (2025)", Published("Garden Lett", 2025)),
        ("ActaGarden.56:1-50,2006", Published("ActaGarden", 2006)),
        ("Phys.Rev.D70:123,2004", Published("Phys. Rev. D", 2004)),
        ("Advances in Neural Information Processing Systems, volume 35, pages 2022-2035, 2022", Published("NeurIPS", 2022)),
        ("37th Conference on Neural Information Processing Systems (NeurIPS 2023), New Orleans", Published("NeurIPS", 2023)),
        ("EMNLP 2022, Abu Dhabi", Published("EMNLP", 2022)),
        ("In Proc. International Symposium on Software Testing and Analysis (ISSTA 2020), pages 14-26. ACM, 2020", Published("ISSTA", 2020)),
        ("CVPR 2022 Workshop on Gardens", Published("CVPR Workshop", 2022)),
        ("Garden Lett 70, 123 (2004); Erratum Garden Lett 71, 1 (2005)", None),
        ("Proceedings of Machine Learning Research 162:1-20, 2022", None),
        ("Gardens in Towns @ 2022 International Conference on Gardens Workshops", None),
        ("Ph.D. thesis, Garden College, 2012", None),
        ("arXiv:2001.00001", None),
        ("", None),
    ],
)  # fmt: skip
def test_journal_ref(reference: str, expected: Published | None) -> None:
    """A journal reference names venue and year, or proves nothing."""
    assert from_journal_ref(reference) == expected


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes a reader fail, and a cleaned name is clean."""
    name = canonical(text)
    assert name is None or canonical(name) == name
    for read in (from_acl_id, from_doi, from_comment, from_journal_ref):
        read(text)


@pytest.mark.parametrize("text", ["ICLR ", "accepted to ", "a", "Findings of ", "(2023 ", "10.", "(", "workshop, "])
def test_long_text(text: str) -> None:
    """Time grows with the text, no faster."""
    for read in (canonical, from_acl_id, from_doi, from_comment, from_journal_ref):
        read(text * 500)
        read(text * 100_000)
