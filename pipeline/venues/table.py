"""Venues as data: one line each.

Conferences: short name | other acronyms | full names. Journals: name | other names. Names are regular expressions
on lower-case text without dots, " ; " between them. Where a name holds another's, the longer stands first.
"""

from __future__ import annotations

CONFERENCES = r"""
ICLR | | conference on learning representations
NeurIPS | NIPS, NeurlPS | (?:advances in|conference on) neural information processing(?: systems)? ; neural information processing systems
ICML | | conference on machine learning
AISTATS | AI&STATS | (?:conference|workshop) on artificial intelligence and statistics
UAI | | (?:conference on )?uncertainty in artificial intelligence
COLT | | conference on (?:computational )?learning theory
ALT | | conference on algorithmic learning theory
CoRL | | conference on robot learning
COLM | | conference on language modeling
ACML | | asian conference on machine learning
ECML PKDD | ECML-PKDD, ECML/PKDD, PKDD, ECML | european conference on machine learning(?: and (?:principles and practice of )?knowledge discovery in databases)? ; machine learning and knowledge discovery in databases
MIDL | | (?:conference on )?medical imaging with deep learning
L4DC | | learning for dynamics (?:and|&) control(?: conference)?
IEEE BigData | BigData, Big Data | conference on big data
ASONAM | | conference on advances in social networks analysis and mining
RANLP | | conference (?:on )?recent advances in natural language processing
SemEval | | workshop on semantic evaluations?
CoLLAs | | conference on lifelong learning agents
MLSys | SysML | (?:conference on )?machine learning and systems
AAAI | | (?:aaai|national) conference on artificial intelligence ; aaai conference on artificial intelligence
IJCAI | IJCAI-ECAI | joint conferences? on artificial intelligence
ECAI | | european conference on artificial intelligence
AAMAS | | conference on autonomous agents and multi-?agent systems ; adaptive agents and multi-agent systems
AIES | | conference on ai,? ethics,? and society
FAccT | FAT* | conference on fairness,? accountability,? and transparency
LREC-COLING | | joint international conference on computational linguistics,? language resources and evaluation
COLING | | conference on computational linguistics
LREC | | (?:conference on )?language resources and evaluation
NAACL | NAACL-HLT, HLT-NAACL | north american (?:chapter|association) (?:of|for) (?:the )?(?:association (?:for|of) computational linguistics|acl)(?:: human language technologies)?
EACL | | european chapter of the (?:association (?:for|of) computational linguistics|acl)
AACL | AACL-IJCNLP, IJCNLP-AACL | asia-pacific chapter of the (?:association for computational linguistics|acl)
ACL | ACL-IJCNLP, ACL-HLT, ACL:HLT | (?:annual meeting|annual conference|meeting) of the (?:association (?:for|of) computational linguistics|acl)
EMNLP | EMNLP-IJCNLP, EMNLP-CoNLL | (?:conference on )?empirical methods (?:in|on) natural language processing(?: and (?:computational )?natural language learning)?
IJCNLP | | joint conference on natural language processing
CoNLL | | conference on (?:computational )?natural language learning
INLG | | natural language generation conference ; international conference on natural language generation
SIGDIAL | | meeting of the special interest group on discourse and dialogue
AKBC | | conference on automated knowledge base construction
INTERSPEECH | | annual conference of the international speech communication association ; interspeech
ICASSP | | conference on acoustics,? speech,? and signal processing(?:,? icassp)?
ASRU | | automatic speech recognition and understanding workshop
SLT | | spoken language technology workshop
CVPR | | (?:conference on )?computer vision and pattern recognition
ECCV | | european conference on computer vision ; computer vision\s*[-–—]+\s*eccv
ACCV | | asian conference on computer vision ; computer vision\s*[-–—]+\s*accv
WACV | | winter conference on applications of computer vision
ICCV | | conference on computer vision
BMVC | | british machine vision conference
3DV | | conference on 3d vision
MICCAI | | medical image computing and computer[- ]assisted intervention
ICIP | | conference on image processing
ICPR | | conference on pattern recognition
ACM MM | MM, ACMMM, ACM Multimedia | multimedia conference ; (?:acm )?(?:international )?conference on multimedia ; acm multimedia
ICME | | conference on multimedia and expo
PAKDD | | pacific-asia conference on knowledge discovery and data mining
KDD | SIGKDD, ACM SIGKDD | (?:conference on )?knowledge discovery (?:and|&) data mining
ICDM | | conference on data mining
SDM | | siam international conference on data mining
ECIR | | advances in information retrieval ; european conference on information retrieval
SIGIR | ACM SIGIR | (?:conference on )?research and development in information retrieval
ICTIR | | conference on (?:the )?theory of information retrieval
CIKM | | conference on information (?:and|&) knowledge management
WSDM | | web search and (?:web )?data mining
WWW | TheWebConf, The Web Conference, WebConf | (?:international )?world wide web conference ; conference on world wide web ; (?:acm |the )?web conference
RecSys | | conference on recommender systems
ISWC | | international semantic web conference
ICWSM | | conference on (?:web and social media|weblogs and social media)
CHI | SIGCHI, ACM CHI | conference on human factors in computing systems ; human factors in computing systems
UIST | | symposium on user interface software and technology
IUI | | conference on intelligent user interfaces
CSCW | | computer[- ]supported cooperative work(?: and social computing)?
RSS | | robotics: science and systems
ICRA | | conference on robotics and automation
IROS | | conference on intelligent robots and systems
SIGGRAPH Asia | SIGGRAPHASIA | siggraph asia
SIGGRAPH | | conference on computer graphics and interactive techniques
SIGMOD | SIGMOD Conference, ACM SIGMOD | conference on management of data
ICDE | | conference on data engineering
PODS | | symposium on principles of database systems
CIDR | | conference on innovative data systems research
EDBT | | conference on extending database technology
VLDB | PVLDB | conference on very large data ?bases ; very large data bases ; vldb endow(?:ment)?
OSDI | | (?:symposium on )?operating systems? design and implementation
SOSP | | symposium on operating systems? principles
NSDI | | (?:symposium on )?networked systems? design and implementation
USENIX ATC | ATC | usenix annual technical conference
USENIX Security | | usenix security symposium
FAST | | conference on file and storage technologies
EuroSys | | european conference on computer systems
ASPLOS | | architectural support for programming languages and operating systems
ISCA | | symposium on computer architecture
MICRO | | symposium on microarchitecture
HPCA | | symposium on high[- ]performance computer architecture
SC | | international conference for high performance computing,? networking,? storage,? and analysis
SIGCOMM | ACM SIGCOMM | conference on (?:applications, technologies, architectures, and protocols for computer communications?)
PLDI | | (?:conference|symposium) on programming language design and implementation
POPL | | symposium on principles of programming languages
OOPSLA | | object-oriented programming,? systems,? languages,? and applications
ICFP | | conference on functional programming
ICSE | | international conference on software engineering
ESEC/FSE | FSE | symposium on the foundations of software engineering
ASE | | conference on automated software engineering
ISSTA | | symposium on software testing and analysis
MSR | | conference on mining software repositories
IEEE S&P | | symposium on security and privacy
CCS | ACM CCS | conference on computer and communications security
NDSS | | network and distributed system security symposium
CRYPTO | | international cryptology conference
STOC | | symposium on (?:the )?theory of computing
FOCS | | symposium on foundations of computer science
SODA | | symposium on discrete algorithms
PODC | | symposium on principles of distributed computing
DAC | | design automation conference
GECCO | | genetic and evolutionary computation conference
LAK | | conference on learning analytics (?:and|&) knowledge
AIED | | conference on artificial intelligence in education
EDM | | conference on educational data mining
"""  # noqa: E501

# A journal is named by all of its name, or not at all: "Nature" is not in "Nature Methods". Dots are left out.
JOURNALS = r"""
TACL | transactions of the (?:association for computational linguistics|acl) ; trans assoc comput linguistics
TMLR | (?:transactions on|trans) (?:machine learning research|mach learn res)
JMLR | (?:journal of|j) (?:machine learning research|mach learn res)
DMLR | journal of data-centric machine learning research
Machine Learning | mach learn
JAIR | (?:journal of|j) (?:artificial intelligence research|artif intell res)
Artificial Intelligence | artif intell
Computational Linguistics | comput linguistics
Neural Computation | neural comput
Neural Networks |
TPAMI | (?:ieee )?(?:transactions|trans) on pattern analysis and machine intelligence ; ieee trans pattern anal mach intell ; ieee tpami ; pami
TNNLS | ieee transactions on neural networks and learning systems ; ieee trans neural networks learn syst
TIP | ieee transactions on image processing ; ieee trans image process
TKDE | ieee transactions on knowledge and data engineering ; ieee trans knowl data eng
TASLP | (?:ieee/acm|ieee acm) transactions on audio,? speech,? and language processing
TOIS | acm transactions on information systems ; acm trans inf syst
TOG | acm transactions on graphics ; acm trans graph
TOCHI | acm transactions on computer-human interaction
TOSEM | acm transactions on software engineering and methodology
TSE | ieee transactions on software engineering
IJCV | international journal of computer vision ; int j comput vis
Medical Image Analysis | medical image anal
Pattern Recognition | pattern recognit
Pattern Recognition Letters | pattern recognit lett
ACM Computing Surveys | acm comput surv ; csur
Communications of the ACM | commun acm ; cacm
Foundations and Trends in Machine Learning | found trends mach learn
VLDB Journal | (?:the )?vldb journal ; vldb j
SIGIR Forum | (?:acm )?sigir forum
SIGKDD Explorations | (?:acm )?sigkdd explorations(?: newsletter)?
PACMPL | (?:proceedings of the|proc) (?:acm on programming languages|acm program lang)
PACM HCI | (?:proceedings of the|proc) (?:acm on human-computer interaction|acm hum comput interact)
RA-L | (?:ieee )?robotics and automation letters ; ieee robotics autom lett
IJRR | (?:the )?international journal of robotics research ; int j robotics res
Science Robotics | sci robotics
PNAS | (?:proceedings of the|proc) (?:national academy of sciences|natl acad sci)(?: of the united states of america)?(?:,? u ?s ?a)?
Nature |
Science |
Cell |
Nature Methods | nat methods
Nature Communications | nat commun
Nature Medicine | nat med
Nature Biotechnology | nat biotechnol
Nature Machine Intelligence | nat mach intell
Nature Human Behaviour | nature human behavior ; nat hum behav
Nature Computational Science | nat comput sci
Nature Neuroscience | nat neurosci
Nature Physics | nat phys
Science Advances | sci adv
Scientific Reports | sci rep
Scientific Data | sci data
Bioinformatics |
Nucleic Acids Research | nucleic acids res
PLOS ONE | plos one
PLOS Computational Biology | plos comput biol
eLife |
Patterns |
NEJM | (?:the )?new england journal of medicine
The Lancet | lancet
"""  # noqa: E501
