"""Pure: hosts known for papers, code, talks, courses, data and books."""

from __future__ import annotations


def hosts(text: str) -> frozenset[str]:
    """Take hosts apart that stand in one text."""
    return frozenset(text.split())


def below(host: str, known: frozenset[str]) -> bool:
    """Say whether a host is one of these or below one of them."""
    while host not in known:
        _, dot, host = host.partition(".")
        if not dot:
            return False
    return True


PAPER_HOSTS = hosts(
    "arxiv.org arxiv-vanity.com openreview.net aclweb.org aclanthology.org aclanthology.info semanticscholar.org "
    "proceedings.mlr.press papers.nips.cc proceedings.neurips.cc papers.neurips.cc openaccess.thecvf.com thecvf.com "
    "ecva.net dl.acm.org portal.acm.org queue.acm.org ieeexplore.ieee.org computer.org doi.org link.springer.com "
    "sciencedirect.com nature.com science.org sciencemag.org biorxiv.org medrxiv.org "
    "chemrxiv.org jmlr.org jmlr.csail.mit.edu "
    "ijcai.org dl.ifip.org "
    "ojs.aaai.org aaai.org pnas.org cell.com pubmed.ncbi.nlm.nih.gov ncbi.nlm.nih.gov pmc.ncbi.nlm.nih.gov "
    "europepmc.org onlinelibrary.wiley.com tandfonline.com mdpi.com frontiersin.org journals.plos.org plosone.org "
    "sagepub.com academic.oup.com oxfordjournals.org royalsocietypublishing.org pubs.acs.org pubs.rsc.org "
    "iopscience.iop.org journals.aps.org link.aps.org aip.scitation.org epubs.siam.org isca-speech.org "
    "isca-archive.org vldb.org eprint.iacr.org distill.pub transformer-circuits.pub researchgate.net "
    "academia.edu citeseerx.ist.psu.edu citeseer.ist.psu.edu papers.ssrn.com ssrn.com "
    "hal.science hal.archives-ouvertes.fr "
    "hal.inria.fr osf.io psyarxiv.com direct.mit.edu mitpressjournals.org jstor.org projecteuclid.org scitepress.org "
    "ndss-symposium.org roboticsproceedings.org bmva.org bmvc2018.org dblp.org scholar.archive.org paperswithcode.com "
    "nowpublishers.com preprints.org techrxiv.org diva-portal.org osti.gov ntrs.nasa.gov "
    "eccv2020.eu ksiresearch.org ceur-ws.org drops.dagstuhl.de elifesciences.org bmj.com jamanetwork.com thelancet.com "
    "nejm.org bmcbioinformatics.biomedcentral.com biomedcentral.com jair.org cambridge.org scholar.google.com "
    "informs.org emerald.com hindawi.com asmedigitalcollection.asme.org spiedigitallibrary.org osapublishing.org "
    "cnki.net cnki.com.cn j-stage.jst.go.jp jstage.jst.go.jp cyberleninka.ru elibrary.ru "
    "scielo.br scielo.org dbpia.co.kr kci.go.kr riss.kr koreascience.or.kr koreascience.kr ipsj.ixsq.nii.ac.jp "
    "escholarship.org ideas.repec.org econstor.eu "
    "ci.nii.ac.jp cir.nii.ac.jp id.nii.ac.jp repo.nii.ac.jp anlp.jp "
    "dergipark.org.tr dergipark.gov.tr redalyc.org dialnet.unirioja.es persee.fr "
    "cairn.info erudit.org numdam.org theses.fr archives-ouvertes.fr tel.archives-ouvertes.fr mathnet.ru "
    "teses.usp.br wanfangdata.com.cn cqvip.com airitilibrary.com "
    "annualreviews.org worldscientific.com ahajournals.org jneurosci.org physiology.org "
    "openaccess.city.ac.uk usenix.org cshlp.org genomebiology.com genomemedicine.com peerj.com "
    "f1000research.com wellcomeopenresearch.org karger.com "
    "rupress.org journals.asm.org jbc.org embopress.org biologists.com eneuro.org genetics.org jci.org "
    "acpjournals.org nowpublishers.com "
    "journals.lww.com liebertpub.com jmir.org arvojournals.org pubs.aip.org scitation.org opg.optica.org scipost.org "
    "quantum-journal.org copernicus.org pubs.geoscienceworld.org aeaweb.org journals.uchicago.edu degruyter.com "
    "content.iospress.com inderscienceonline.com igi-global.com ascelibrary.org arc.aiaa.org theiet.org "
    "eudml.org msp.org episciences.org tosc.iacr.org tches.iacr.org petsymposium.org joss.theoj.org jstatsoft.org "
    "eccc.weizmann.ac.il theoryofcomputing.org philpapers.org "
    "alphaxiv.org ar5iv.org ar5iv.labs.arxiv.org hdl.handle.net zenodo.org sigops.org deepai.org catalyzex.com"
)
CODE_HOSTS = hosts(
    "github.com gitlab.com bitbucket.org pypi.org pypi.python.org npmjs.com sourceforge.net readthedocs.io "
    "readthedocs.org rdocumentation.org cran.r-project.org crates.io docs.rs hub.docker.com anaconda.org "
    "colab.research.google.com code.google.com git.io apps.apple.com play.google.com metacpan.org "
    "bioconductor.org maven.org rubygems.org packagist.org codeberg.org gitee.com kaggle.com pytorch.org tensorflow.org"
)
CHINESE_BLOGS = hosts(
    "zhihu.com mp.weixin.qq.com csdn.net cnblogs.com jianshu.com juejin.cn juejin.im 51cto.com oschina.net "
    "segmentfault.com"
)
MEDIA_HOSTS = CHINESE_BLOGS | hosts(
    "youtube.com youtu.be vimeo.com bilibili.com medium.com towardsdatascience.com substack.com twitter.com x.com "
    "linkedin.com facebook.com reddit.com quora.com weixin.qq.com "
    "blogspot.com blogspot.fr blogspot.de "
    "wordpress.com tumblr.com habr.com dev.to hackernoon.com slideshare.net speakerdeck.com prezi.com "
    "news.ycombinator.com stackoverflow.com stackexchange.com wikipedia.org techcrunch.com ted.com qiita.com note.com "
    "wsj.com theguardian.com economist.com forbes.com theatlantic.com washingtonpost.com bbc.com bbc.co.uk cnn.com "
    "newyorker.com bloomberg.com hbr.org theverge.com arstechnica.com venturebeat.com technologyreview.com vox.com "
    "latent.space analyticsvidhya.com "
    "treccani.it britannica.com encyclopediaofmath.org plato.stanford.edu mathworld.wolfram.com ncatlab.org "
    "martinfowler.com joelonsoftware.com "
    "velog.io tistory.com naver.com brunch.co.kr zenn.dev hatenablog.com hatenablog.jp docswell.com nicovideo.jp "
    "vk.com habrahabr.ru postnauka.ru viblo.asia infoq.cn developpez.com "
    "videolectures.net slideslive.com slack.com discord.gg "
    "discord.com t.me podcasts.apple.com "
    "spotify.com ghost.io thegradient.pub infoq.com wired.com nytimes.com kdnuggets.com "
    "machinelearningmastery.com notion.site "
    "docs.google.com forms.gle calendar.google.com piazza.com gradescope.com zoom.us meetup.com eventbrite.com "
    "yuque.com"
)
COURSE_HOSTS = hosts(
    "coursera.org udacity.com udemy.com edx.org ocw.mit.edu khanacademy.org fast.ai course.fast.ai classcentral.com "
    "datacamp.com stepic.org inflearn.com openclassrooms.com platzi.com "
    "deeplearning.ai pluralsight.com skillshare.com futurelearn.com stepik.org cognitiveclass.ai"
)
DATA_HOSTS = hosts(
    "clarin.eu clarin.si clarin-pl.eu lindat.mff.cuni.cz datadryad.org figshare.com dataverse.harvard.edu "
    "data.mendeley.com archive.ics.uci.edu"
)
BOOK_HOSTS = hosts(
    "amazon.com amazon.co.uk amazon.de amazon.cn amazon.in amzn.to oreilly.com "
    "shop.oreilly.com manning.com packtpub.com goodreads.com "
    "leanpub.com books.google.com nostarch.com deeplearningbook.org crcpress.com routledge.com mitpress.mit.edu "
    "e-booksdirectory.com oreilly.co.jp gihyo.jp hanbit.co.kr yes24.com kyobobook.co.kr aladin.co.kr ozon.ru "
    "litres.ru labirint.ru dmkpress.com bookmate.com casadellibro.com fnac.com eyrolles.com dunod.com hoepli.it "
    "thalia.de kitapyurdu.com tiki.vn "
    "apress.com douban.com book.douban.com pragprog.com bookshop.org abebooks.com barnesandnoble.com"
)
