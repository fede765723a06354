"""The words of what jobs are called, by the kind of work: technical, other, internships, leave, studies.

Folded words and phrases in the languages of Europe and some beyond; how they are weighed is in `occupations`.
"""

from candidates.screening.vocabulary import Vocabulary

TITLES = Vocabulary(
    {
        # Whoever is called this does technical work.
        "called": """developer;developers;programmer*;devops;dev ops;devsecops;dev sec ops;secdevops;devsec*;sre;
            site reliability;sysadmin*;sysops;webmaster;web master;dba;qa;sdet;tester;testers;
            test engineer;test lead;test manager;test analyst;testing engineer;pentest*;penetration test*;
            ethical hack*;red team*;blue team*;purple team*;appsec;infosec;ciso;soc;noc;mlops;
            technical lead;tech lead;solution architect*;solutions architect*;platform engineer;
            release engineer;release manag*;build engineer;build and release;build release;configuration manag*;
            scrum master;cto;cio;chief technology;chief information;chief technical;
            application support;production support;
            sap basis;abap;etl;data cent*;data engineer;data analyst*;data architect*;it audit*;rpa;
            game developer;technology officer;*entwickler;*entwicklerin;softwareentwick*;anwendungsentwick*;
            systemadministrat*;netzwerk*;fachinformatik*;informatiker*;wirtschaftsinformatik*;developpeu*;
            informatico;informatyk*;desarrollador*;programador*;programmat*;programmeur*;programist*;
            sviluppat*;sistemista;ontwikkelaar*;systeembeheer*;netwerkbeheer*;applicatiebeheer*;*utvecklare;
            utvecklare;*udvikler;*utvikler;systemtekniker;drifttekniker;desenvolvedor*;testeur*;
            testingenieur;administrator sieci;administrator systemow;administrador de sistemas;
            administrateur systeme*;administrateur reseau*;amministratore di sistem*;analista programador*;
            vyvojar;kehittaja;programvaruutvecklare;itsicherheit;systems engineer;system engineer;
            system admin*;systems admin*;system analyst;systems analyst;network admin*;network engineer;
            cloud engineer;cloud architect*;enterprise architect*;technical architect*;integration architect*;
            domain architect*;it architect*;chief architect*;principal architect*;computer programmer*;computer engineer;linux admin*;unix admin*;
            software designer*;firmware designer*;network designer*;database designer*;sde;isse;rssi;softwareontwik*;
            architecte logiciel*;architecte technique*;architecte informatique;architecte reseau*;architecte cloud;
            informationssicherheitsbeauftragt*;web developer*;web designer*;security engineer;security analyst*;security consult*;
            security architect*;security research*;security specialist*;security test*;security operations;
            security administrat*;security auditor*;bug bounty;smart contract*;
            cryptograph*;cryptolog*;isso;issm;is auditor*;is audit;it systemelektroniker;systemelektroniker;security control assess*;secure code *;
            ohjelmisto*;jarjestelmaasiantuntija;jarjestelmanvalvoja;verkkoasiantuntija;tietoturva*;
            rendszergazda;rendszermernok;szoftverfejleszt*;programozo;halozati mernok;informatikai *;
            spravce site*;spravce siti;spravce system*;vyvojarka;programator*;sitovy *;spravca siet*;
            systemutvecklare;systemadministrator*;driftstekniker;natverkstekniker;softwareudvikler;systemudvikler;
            netvaerks*;utvikler;systemkonsulent;yazilim *;sistem yonetici*;ag uzmani;administrator de sistem;
            administrator de retea;programator;engenheir* de software;ingenier* de software;ingenier* de sistemas;
            ingenieur systeme*;ingenieur reseau*;ingenieur logiciel*;ingegnere del software;tecnico de sistemas;
            tecnico informatico;technicien informatique;technicien reseau*;technicien systeme*;
            inzynier systemow;inzynier oprogramowania;beheerder linux;netwerkbeheerder;
            системн* администратор*;сетев* администратор*;администратор* баз*;администратор* систем*;программист*;
            разработчик*;тестировщик*;веб разработчик*;сетевои инженер*;инженер программист*;
            системн* инженер*;системн* аналитик*;специалист* по информационн*;специалист* по защите*;
            инженер* по тестирован*;розробник*;програміст*;системнии адміністратор;системен администратор;
            програмист*;систем администратор;διαχειριστης συστηματων;διαχειριστης δικτυ*;προγραμματιστ*;μηχανικος λογισμικου;αναλυτης συστηματων;
            безопасности информаци*;информационнои безопасности;
            software craft*;buildmaster;build master;sysprog*;programmier*;programmeuse*;
            testeuse*;informatyczka;administratrice system*;administratrice reseau*;
            administratrice de bases;administratrice de base;administrateur de bases;
            administradora de sistemas;administradora de redes;amministratrice di sistem*;
            amministratore di ret*;amministratrice di ret*;spravkyne site*;spravkyne system*;
            computer operator*;mainframe operator*;unix operator*;
            linux operator*;server operator*;it operator*;ict operator*;
            data cent* operator*;datacenter operator*;cloud ops;cloudops;netops;secops;finops;dataops;
            z os;тестировщица;
            infra eng;sw eng;infra engr;sw engr;sw dev;sys admin;sysad;net admin;db admin""",
        # Guards are called "security officer" too; these are none.
        "cleared": """information security officer;it security officer;systems security officer;system security officer;information security supervisor;it security supervisor;cyber security supervisor;cybersecurity supervisor;network security supervisor;
            cyber security officer;cybersecurity officer;data security officer;chief security officer;
            product security officer;director of product security;head of product security;vp product security;vp of product security;chief product security;business information security officer""",
        # Help desks: technical or not by what is done there.
        "support": """help desk;helpdesk;service desk;servicedesk;desktop support;technical support;tech support;
            it support;user support;end user support;1st level support;first level support;hotline""",
        # Fields of technical work: jobs are named after them, and so are studies.
        "field": """cyber;dfir;cybersecurity;cyber security;information security;data security;application security;
            product security;malware;forensic*;machine learning;deep learning;firmware;embedded;
            information technology;information systems;information assurance;informatique;informatica;ict;
            ciberseguridad;cybersecurite;cybersicherheit;ciberseguranca;data scien*;front end;back end;
            full stack;fullstack;frontend;backend;test automation;quality assurance;database *;threat *;
            vulnerability *;data warehouse*;incident respon*;it security;it sicherheit*;
            third party risk;vendor risk;cyber risk;information risk;technology risk;it risk;
            technology governance;it governance;it compliance;isms;iso 27001""",
        # Words beside a role noun that leave open what the work is ("senior consultant", "project manager").
        "open": """senior;junior;sr;jr;lead;principal;staff;chief;head;deputy;assistant;associate;graduate;team;
            project;programme;program;product;business;process;technical;delivery;managing;general;group;vice;
            freelance;freelancer;independent;self;employed;contract;external;internal;part;time;full;temporary;
            consulting;engagement;operations;service;services;solution;solutions;implementation;integration;
            support;member;professional;i;ii;iii;iv;of;and;the;in;as;a;an;intern;internship;trainee;practice;
            month;months;year;years;week;weeks;change;quality;digital;transformation;risk;audit;global;regional;area;manager;consultant;analyst;
            executive;officer;specialist;expert;advisor;director;leader;architect;engineer;owner;coordinator;
            founder;co;partner;mitarbeiter;leiter;berater;selbstandig;freiberuflich;freiberufler;consultor;
            responsable;jefe;proyecto;chef;projet;de;projekt;projektleiter;autonomo;independant;zelfstandig*;
            praktikum;praktikant*;werkstudent*;student;stagiaire;beratung;leitung;key;user;super;agile;coach;engineering;vp;svp;avp;evp;vice;
            president;compliance;rep;representative""",
        # Engineers, of which other trades have many: technical unless a trade is named.
        "engineer": """engineer;engineers;ingenieur*;ingeniero;ingeniera;ingegnere;
            engenheiro;engenheira;inzynier*;insinoori;
            ingegnera;ingenjor*;mernok*""",
        "trade": """civil;mechanical;electrical;structural;chemical;sound;sales;process;industrial;manufacturing;mining;
            petroleum;geotechnical;environmental;hvac;maintenance;site;landscape;interior;naval;marine;aerospace;
            biomedical;agricultural;materials;production;construction;procurement;presales;survey;textile;quality;
            electronics;electronic;bau*;maschinenbau*;elektro*;mecanic*;civiles;industriel*;obra""",
        # Nouns that say nothing by themselves; with a qualifier in the same phrase they are technical.
        "role": """coordenador*;coordinador*;coordinateur*;jefe;jefa;specjalist*;*specialist;*spezialist;*konsult;*arkitekt;
            *analytiker;analytik*;architect*;architekt*;arquitect*;architett*;vp;svp;avp;evp;rep;representative*;assessor*;champion*;integrator*;reviewer*;hunter*;administrator*;admin;admins;analyst*;consult*;specialist*;lead;leader;leads;manager*;head;director*;
            officer;associate;associates;expert*;technician*;operator*;support;trainee*;intern;interns;internship;
            executive;freelance*;contractor*;coordinator*;supervisor*;advisor*;adviser*;researcher*;auditor*;owner;
            assistant*;president;founder;scientist*;berater*;leiter*;consulente;consultor*;analista;analyste*;
            spezialist*;specialista;tecnico;technicien*;techniker*;tekniker*;responsable;responsabile;
            mitarbeiter*;referent*;praktikant*;werkstudent*;stagiaire;becario;becaria;tirocinante;kierownik;
            konsult*;projektleiter*;apprentice*;member;staff;professional;sachbearbeiter*;administrador*;
            administrateur*;amministrator*;beheerder;examiner*;investigator*;responder*;practitioner*;custodian*;worker*;helper*;handler*;
            asiantuntija;paallikko;spravce;spravca;szakerto;administrador*;gestor*;encargad*;
            operatore;operador*;operateur*;tecnica;technikus;technik;spezialistin;verantwortlich*;
            administratrice*;amministratrice;coordinatrice;consultante*;directrice;generalist*;analityk*;
            analityczka;analyticka;spravkyne;techniczka;beheerster;konsulentin;staffer*;
            inhaber*;proprietor*;gerant*;proprietaire*;propietari*;dueno;duena;titolare;eigenaar;
            eigenares;wlasciciel*;co owner*;cofounder*;
            defender*;
            mgr;dir""",
        # Trades of which some are technical and many are not: they need a technical word, or technical duties.
        "doubtful": """auditor*;technician*;technicien*;techniker*;tecnico*;tekniker*;coordinator*;koordinator*;
            coordinateur*;coordinatrice;coordinador*;coordinatore;inspector*;operator*;operateur*;operador*;
            supervisor*;project manager*;program manager*;programme manager*;projektleiter*;projektmanager*;
            chef de projet;jefe de proyecto*;project lead*;projectleider;worker*;helper*;assistant*;team member*;crew member*""",
        "qualifier": """beveiliging*;bezpecnost*;biztonsag*;kybernetick*;cyberbezpiec*;tietoturva*;security;sicherheit*;securite;seguridad;sicurezza;seguranca;bezpieczenst*;beveiliging;sakerhet*;
            network;networks;networking;system;systems;cloud;kubernetes;openshift;docker;aws;azure;gcp;linux;unix;
            windows;vmware;virtualization;virtualisation;infrastructure;infrastruktur*;platform;web;application;
            applications;mobile;android;ios;java;python;php;.net;dotnet;c#;c++;javascript;react;angular;node;ruby;
            golang;scala;kotlin;perl;cobol;mainframe;sap;oracle;sql;data;database;databases;bi;storage;backup;
            middleware;automation;devops;release;build;deployment;technology;technical;computer;
            computing;firewall;iam;identity;grc;vulnerability;threat;incident;crypto*;blockchain;
            salesforce;servicenow;sharepoint;exchange;citrix;telecom*;voip;hpc;robotics;iot;scada;ml;ai;
            systeme;systemes;sistemi;sistemas;reseau;reseaux;redes;reti;siec*;penetration;edv;cyber;hadoop;
            spark;kafka;elasticsearch;splunk;siem;f5;cisco;juniper;jenkins;terraform;ansible;openstack;
            pki;sso;intune;sccm;office 365;o365;m365;active directory;sys;solaris;aix;websphere;weblogic;
            test;testing;software;informatik;servers;server""",
        # Other work.
        "other": """salesperson;salesman;saleswoman;account executive*;account manager*;account director;accountant*;
            accounts payable;accounts receivable;accounts assistant;bookkeep*;cashier*;supermarket;
            store manager;store associate;store clerk;store assistant;storekeeper;shop assistant;shop manager;
            shop worker;retail associate;retail assistant;retail manager;retail worker;retail sales;waiter;
            waitress;barista;bartender;line cook;prep cook;cook;chef de partie;chef de rang;chef de cuisine;
            sous chef;head chef;executive chef;pastry chef;pastry cook;private chef;personal chef;commis chef;kitchen porter;kitchen help*;kitchen hand*;kitchen worker*;truck driver;bus driver;taxi driver;
            delivery driver;driver;courier;delivery rider;warehouse worker*;warehouse associate*;warehouse operat*;warehouse assistant*;warehouse clerk*;warehouseman;forklift;nurse*;
            caregiver;carer;physician;doctor;dentist;*therapist;paramedic;medical assistant;teacher*;
            tutor*;lecturer;professor;instructor;trainer;educator;librarian;copywriter;content writer;
            content creator;journalist;editor;graphic design*;designer;event manager;event planner;
            event coordinator;hotel manager;receptionist;secretary;concierge;front desk;office administrat*;
            business administrat*;school administrat*;benefits administrat*;property manager;practice manager;
            office manager;office assistant;office clerk;administrative assistant;executive assistant;
            personal assistant;legal assistant;admin assistant;data entry;typist;clerk;teller;banker;recruiter*;pharmacist*;photographer*;merchandiser*;psychologist*;fundraiser*;hr business partner*;
            landscape architect*;interior architect*;naval architect*;building architect*;drove a;drove the;taught at;taught in;taught children;cooked at;cooked for;waited tables;equity analyst*;market analyst*;policy officer*;press officer*;customs officer*;
            prison officer*;fire officer*;fire fighter*;locksmith*;export manager*;import manager*;dispatcher*;optician*;
            midwife;midwives;veterinar*;vet;zoologist*;geologist*;physicist*;statistician*;sociolog*;anthropolog*;
            archaeolog*;historian*;priest*;pastor;imam;nun;sommelier*;porter;bellboy;doorman;bouncer*;croupier*;bookmaker*;
            letting agent*;florist*;tailor;seamstress*;shoemaker*;jeweller*;potter;painter;plasterer*;
            roofer*;bricklayer*;scaffolder*;crane operator*;miner;fisherm*;forester*;farmhand*;shepherd*;beekeeper*;
            secretaire*;enfermeir*;museum guide*;swim coach;ski instructor*;blacksmith*;glazier*;joiner*;cabinetmaker*;
            upholster*;watchmaker*;weaver*;brewer*;winemaker*;distiller*;baggage handler*;stevedore*;
            longshorem*;postal worker*;mail clerk*;court clerk*;judge;notary;usher;funeral director*;undertaker*;
            dietitian*;nutritionist*;optometrist*;radiographer*;physiotherap*;phlebotom*;orderly;dental hygienist*;
            childminder*;governess;youth worker*;care worker*;support worker*;dog walker*;groomer*;jockey*;athlete*;
            footballer*;referee*;dj;composer*;sculptor*;illustrator*;animator*;poet;novelist*;pizza delivery;parcel delivery;procurement specialist;underwriter*;
            product manager*;product owner*;product lead*;head of product;chief product;vp product;vp of product;director of product;group product manager*;product marketing manager*;loan officer;insurance agent;insurance advisor;broker;realtor;lawyer;attorney;paralegal;
            solicitor;police officer*;policem*;policew*;soldier;infantry*;rifleman;firefighter;security guard*;bodyguard;guard;
            security officer;physical security;security supervisor;security shift *;premises security;building security;event security;store security;campus security;
            public safety;military police*;loss prevention;cleaner;janitor;housekeep*;caretaker;electrician;plumber;
            carpenter;mechanic;mechanics;welder;builder;laborer;labourer;machinist;assembler;
            assembly worker;assembly line;factory worker;farmer;farm worker;gardener;cable technician*;
            cable installer*;repair*;call center agent;call centre agent;telesales;telemarket*;
            partner manager;channel manager;brand manager;category manager;restaurant manager;restaurant worker*;bar manager;
            campaign manager;purchaser;buyer;konditor*;backer;maurer;maler;tischler;schreiner;gartner;dachdecker;friseur*;koche;kuchen*;metzger;fleischer;erzieher*;hebamme;polizist*;soldat*;landwirt*;lehrling;plombier*;chauffagiste;boulanger*;patissier*;cuisinier*;macon;menuisier*;coiffeu*;infirmier*;infirmiere;aide soignant*;professeur*;institut*eur;magasinier*;caissier*;chauffeur*;routier;jardinier*;agriculteur*;ouvrier*;electricien*;carrossier;cocinero*;cocinera;panadero*;albanil;fontanero;peluquer*;enfermer*;maestro;maestra;cajer*;conductor;camionero;jardinero;obrero;electricista;soldador*;abogad*;cuoco;cuoca;pizzaiolo;panettiere;idraulico;muratore;parrucchier*;infermier*;maestra;autista;giardiniere;operaio;elettricista;avvocato;cozinheir*;padeiro;pedreiro;cabeleireir*;professora;motorista;balconista;bakker;loodgieter;metselaar;kapper;kapster;verpleeg*;onderwijzer*;chauffeur;tuinman;monteur;kucharz;kucharka;piekarz;hydraulik;murarz;fryzjer*;pielegniar*;stolarz;spawacz;ogrodnik;kock;bagare;rormokare;snickare;frisor;sjukskoterska;undersk*;chauffor;vaktmastare;kuchar;kucharka;ucitel*;ridic;prodavac*;skladnik;zedni*;uradnik;kokki;sairaanhoitaja;opettaja;myyja;siivooja;tanar;szakacs;elado;logistics coordinator;logistics manager;finance manager;
            financial analyst;financial advisor;financial controller;treasurer;controller;actuar*;economist;
            учитель*;учительница;преподавател*;водитель;водител*;продавец*;продавщица;кассир*;повар*;бухгалтер*;
            менеджер по продажам;менеджер* по продаж*;официант*;врач*;медсестра;охранник*;юрист*;курьер*;грузчик*;
            σερβιτορ*;δασκαλ*;καθηγητ*;πωλητ*;λογιστ*;μαγειρ*;οδηγος;вчител*;кухар*;водіи;продавец;
            social worker;nanny;babysit*;au pair;actor;actress;musician;singer;artist;personal trainer;
            hairdresser;beautician;travel agent;flight attendant;steward*;sailor;stocker;quality officer;
            quality inspector;quality controller;inspector;lab technician;lab assistant;laboratory technician;
            laboratory assistant;lifeguard;verkaufer*;vertrieb*;lehrer*;kellner*;koch;kochin;fahrer*;
            lagerist*;pfleger*;krankenpfleg*;krankenschwester;buchhalt*;*kaufmann;*kauffrau;sekretar*;
            vendedor*;vendeu*;profesor*;enseignant*;insegnante;camarer*;serveur;serveuse;cameriere;
            commess*;contable;comptable;dependient*;kasjer*;sprzedawc*;nauczyciel*;kierowca;magazynier*;
            kelner*;saljare;larare;butiks*;counsel;counsell*;counselor*;library assistant*;library clerk*;library page;claims adjuster*;
            estate agent;translator*;interpreter*;shift supervisor;shift leader;shift manager;crew member*;
            crew;production worker;production planner;machine operator*;cnc *;shelf *;tour guide;pilot;postman;mail carrier;
            branch manager;branch operations;brand ambassador;community manager;surveyor*;biolog*;chemist*;
            financial audit*;volunteer *;planner;reporter*;quality audit*;butcher;baker;verkoper;seller;leraar;kok;volontar*;sold;selling;
            salespeople;sales development *;business development *;
            account exec;account rep*;business dev;business devs;biz dev;bizdev;partner development *;customer success *;key account*;inside sales;
            outside sales;field sales;sales director;sales lead;sales rep*;talent partner*;sourcer;
            people operations;people ops;people partner*;quartermaster;ordnanceman;combat medic;
            combat engineer;squad leader;drill sergeant;gunner*;tank commander;logistician;
            supply sergeant;supply specialist;barber*;dishwasher;hostess;key holder;keyholder;
            waiting staff;kitchen staff;bar staff;floor staff;call center;call centre;loan processor;
            loan originator;barrister*;solicitor*;deputy sheriff;sheriff*;constable*;police detective;
            detective constable;detective sergeant;store detective;private detective;private investigator;
            emt;emergency medical;medical biller;medical coder*;medical billing;medical coding;
            clinical coder*;hospital coder*;inpatient coder*;outpatient coder*;billing specialist;
            postal carrier;mailman;landscaper*;farm hand*;farmhand;ranch hand*;homemaker;housewife;
            househusband;mystery shopper*;curator*;stagehand*;roughneck*;roustabout*;radio host;tv host;
            restaurant host;casino dealer;personal shopper*;campaign staff*;legislative assistant*;legislative aide*;legislative director*;
            legislative correspondent*;legislative clerk*;legislative counsel*;legislative affairs;grant writer*;
            interviewer*;enumerator*;toll collector*;cctv installer*;alarm installer*;installer of alarm*;
            solar installer*;solar panel install*;solar panel fitter*;solar panel clean*;window cleaner*;pool cleaner*;cafe owner;bar owner;shop owner;
            store owner;restaurant owner;restaurateur*;shopkeeper*;innkeeper*;bookseller*;music producer*;
            film producer*;
            checkout assistant*;checkout operator*;checkout clerk*;checkout staff;checkout supervisor*;
            checkout worker*;checkout team;checkout lane*;at the checkout;
            boutique owner;boutique manager;fashion boutique;
            linguist*;postdoctoral research*;postdoctoral fellow*;postdoctoral scholar*;
            postdoctoral associate*;maestro de;cociner*;conductor*;albanil*;contador;contadora;avvocat*;
            avocat*;garcom;motorista*;advogad*;docent*;leerkracht*;verpleegkundig*;timmerman;kapper*;
            sjukskoterska*;underskoterska*;servitor*;chauffor*;elektriker*;sygeplejerske*;sykepleier*;
            tjener;kokk;snekker;tomrer;paedagog*;pedagog*;zdravotni sestra;kuchar*;kucharz*;kierowc*;
            ogretmen*;hemsire*;garson;sofor;tanarno;apolo;apolono;pincer*;szakacs*;konyvelo*;
            asistent medical;asistenta medicala;ospatar*;bucatar*;sofer;vanzator*;opettaja*;
            sairaanhoitaja*;tarjoilija*;myyja*;kuljettaja*;perawat;pelayan;kasir;sopir;akuntan;
            giao vien;nhan vien ban hang;tai xe;ke toan;
            cryptologic linguist*;cryptologic language analyst*;
            grader*;course assistant*;instructional assistant*;recitation leader*;section leader*;preceptor*;
            lab demonstrator*;ta;gta;teaching fellow*;peer mentor*;exam marker*;ubungsleiter*;ayudante de catedra;
            ayudante de docencia;charge de td;charge de cours;charge d enseignement""",
        # The same, but not before an engineer or a developer: "SDR firmware engineer", "Medic app developer".
        "other_short": """ae;sdr;sdrs;bdr;bdrs;rvp;medic;platoon *""",
        # Fields of other work: they make a role noun beside them one of other work, but may also stand in
        # an employer's name.
        "other_field": """bus;truck;taxi;lorry;tram;insurer*;cash;vault teller;branch;bakery;catering;culinary;hospitality;housekeeping;facility;facilities;fleet;
            transport;logistics;freight;shipping;warehouse;inventory;assembly;agricultur*;forestry;fishing;fisheries;
            nutrition;dietary;wellness;spa;beauty;salon;barber;ward;clinic;hospital;surgical;radiology;veterinary;
            childcare;nursery;kindergarten;classroom;curriculum;admissions;library;museum;gallery;theatre;theater;
            film;music;choir;sports;tennis;football;swimming;coaching;tourism;travel;airline;cabin;flight;harbour;
            construction;building;roofing;painting;plumbing;electrical installation*;welding;carpentry;furniture;
            textile*;garment*;printing;copier*;printer*;publishing;editorial;broadcast*;legal;litigation;treasury;
            credit;loans;mortgage*;collections;wealth;investment*;actuarial;underwriting;property;rental;leasing;
            parking;cleaning;laundry;recycling;sanitation;drilling;food;beverage*;wine;brewery;meat;dairy;coffee;
            grocer*;cosmetic*;jewellery;garden*;animal*;police;patrol;restaurant;kitchen;real estate;merchandising;
            tax;expense*;scout*;elevator*;lift;lifts;army;navy;air force;marine corps;national guard;key custody;custody;product marketing;
            sales;accounting;nursing;dental;pharmac*;clinical;teaching;recruit*;payroll;marketing;seo;
            fashion;jewel*;hr;events;fitness;yoga;procurement;purchasing;cabling;fundrais*;insurance;
            advertis*;verkauf;vertrieb;dancer;photograph*;merchandis*;apparel;psycholog*;claims;human resources;
            human resource;talent acquisition;social media;business development;supply chain;culinaire;vente;ventes;comptab*;ventas;compras;almacen;
            vendite;contabil*;einkauf;lager;buchhaltung;pflege;verkoop;inkoop;ksiegow*;sprzedaz*;ekonomi;salj;customer service*;
            customer care;customer success;customer support""",
        # The same, but only where the phrase names no engineer and nothing technical: "Retail IT manager" is no shop's.
        "other_place": """personnel;contact center;contact centre;cafe;cafes;caffe;cafeteria;coffeehouse;tea room;
            pub;bistro;bookstore;bookshop;food truck;pizzeria;landscaping;clothing;farm;
            ranch;vineyard;winery;bed and breakfast;guesthouse;hostel;daycare;day care;gym;dance;
            tattoo;nail;retail;customer experience;coast guard;infantry;artillery;cavalry;medical;
            nurse;patient care;patient access;patient service*;patient transport*;political;election;church;parish;
            wedding*;aml;kyc;anti money;securities;brokerage;equities;capital markets""",
        # Whose business it is: its trade is theirs, as an employer's is not.
        "owner": """owner;owners;co owner;founder;founders;cofounder*;proprietor*;inhaber*;gerant*;proprietaire*;propietari*;
            dueno;duena;titolare;proprietario;proprietaria;eigenaar;eigenares;wlasciciel*;agare;ejer;grunder*;gegrundet;
            fondateur*;fondatrice*;fundador*;fondatore;oprichter*;основатель;владелец""",
        # Half weight (the guide: internships half).
        "internship": """intern;interns;internship;internships;praktikum;praktika;praktikant*;pflichtpraktikum;
            werkstudent*;working student;stagiaire*;stage de;stage en;stage chez;stage d;en stage;stagista;tirocini*;tirocinante;becario;becaria;practicas;
            estagi*;stazyst*;praktyk*;harjoittelija;co op;industrial trainee;industrial training;
            summer trainee;student trainee;stage developp*;stage ingenieur*;stage informatique;stage administrat*;
            stage assistant*;stage fin;stage pfe;stage technicien*;praktyk*;staz;stazysta;stazystka;
            praktikantin;examensarbet*;kesatyo*;kesaharjoittel*;harjoittelu;gyakornok*;szakmai gyakorlat;
            estagiari*;becari*;pasante;pasantia;practicante;alternance;alternant*;apprenti;apprentie;
            tirocinio;stajyer;staj;stagiar*;стажер*;стажировк*;практикант*;практика;sommerjobb;
            meewerkstage;work placement;placement year;industry placement;sandwich placement;summer intern;afstudeer*;industrial placement;placement student;placement year;year placement;
            sandwich year;sandwich placement;year in industry;
            meewerkstage*;afstudeerstage*;eindstage;snuffelstage*;bedrijfsstage*;beroepsstage*;
            onderzoeksstage*;werkstage*;praktijkstage*;zomerstage*;stage bij;stage ete;stage d ete;
            stage securite;stage reseau*;stage systeme*;stage licence;stage master;stage bts;stage dut;
            stage presso;stage curriculare;stage extracurriculare;stages""",
        # Away from work: no job, and no months of the job that it stands in either.
        "leave": """parental leave;maternity leave;paternity leave;elternzeit;mutterschutz;conge parental;
            conge maternite;sabbatical*;career break;career pause;career gap;family leave;medical leave;time off;
            year off;personal leave;sick leave;leave of absence;unpaid leave;maternity break;parental break;
            paternity break;baby break;maternity and parental leave;aitiysloma;vanhempainvapaa;foraldraledig*;barselsorlov;foraeldreorlov;ouderschapsverlof;
            urlop macierzynski;urlop wychowawczy;materska dovolena;rodicovska dovolena;excedencia;
            baja por maternidad;permiso de paternidad;aspettativa;maternita;licenca maternidade;conge sabbatique;
            декретн* отпуск;отпуск по уходу;licenca parental;licenca paternidade;permiso parental;
            baja maternal;congedo parentale;congedo di maternita;zwangerschapsverlof;rodicovska;materska""",
        # Not paid work at all.
        "absence": """gap year;unpaid leave;volunteer*;
            unpaid;scholarship;ehrenamt*;pro bono;voluntari*;benevol*;
            phd student;phd candidate;phd researcher;doctoral student;doctoral candidate;doctoral researcher;
            doktorand*;conscript*;compulsory military;mandatory military;
            military conscription;armed forces service;service militaire;servicio militar;servizio militare;
            servico militar;dienstplicht;sluzba wojskowa;varnplikt*;vaernepligt*;asepalvelus;varusmies*;
            childcare leave;stay at home;family care;family reasons;
            family responsibilit*;caregiving;caregiver for;world trip;backpacking;
            conge;auszeit;babypause;familienpause;elternkarenz;karenz;bildungskarenz;weltreise;
            military service;wehrdienst;zivildienst;national service;caring for""",
        # Not work either, unless a technical job is named beside it.
        "event": """seminar;seminars;workshop;workshops;conference;conferences;hackathon*;meetup*;webinar*;summer school;
            winter school;exchange semester;semester abroad;exchange year;erasmus;study abroad;board member;
            committee member;student association;student council;student union;student club;choir;orchestra;
            scout leader;scouts;scout troop;membership;member of;fellow of;treasurer of;captain of;olympiad*;
            hackathons;award for;prize;certificate;certification;certified;course;courses;language course;valid;
            expires;expired;hobby;marathon;reserve;reserves;reservist*;
            travel;travels;traveling;travelling;relocation;relocated;
            bereavement;illness;recovery;looking for;seeking;
            no work;without work;without a job;no job;not employed;unemployment;laid off;on disability;
            long illness;recovering from;because of illness;for health reasons;world travel;
            around the world;travelled;traveled;sans emploi;chomage;krankheit;arbeitssuche;desempleo;
            desemprego;disoccupa*;werkloos;werkzoekend;bezrobotn*;arbetslos;arbejdslos;tyoton;
            nezamestnan*;is arayis*;безработн*;
            exchange student*;student exchange;exchange program*;exchange at;exchange in;exchange and;
            on exchange;semester exchange;work and travel;working holiday;surfing;sailing trip;
            unemployed;job search;arbeitssuchend;between jobs;between contracts;redundancy;jobseek*;
            job hunt*;job hunting;looking for work;looking for a job;looking for a new;seeking employment;
            arbeitslos;recherche d emploi;en recherche;busqueda de empleo;career change;career reorient*;
            independent study;independent studies;self study;self studies;self directed study;
            self directed learning;upskilling;career transition;career switch;career pivot;full time study;
            full time studies;full time training;cybersecurity training;cyber security training;
            intensive training;retraining;survival jobs;odd jobs;missionary;peace corps;americorps;
            organizer;organiser;organizers;co organizer;co organiser;chapter leader;ctf team;ctf captain;ctf player;
            break from work;work break;professional break;health break;travel break;
            family break;break for family;family time;family pause;break for child*;out of work;
            out of the workforce;not working;did not work;didn t work;took time off;took time out;
            time for family;time with family;family carer;stayed at home;full time parent;full time mother;full time mom;
            full time mum;full time dad;full time father;break in career;pause familiale;pause professionnelle;
            pause carriere;interruption de carriere;mere au foyer;pere au foyer;familienzeit;
            erziehungszeit*;kindererziehung*;kinderpause;hausfrau;hausmann;pflegezeit;
            pflege von angehorigen;pflege meine*;pausa familiar;pausa profesional;pausa profissional;
            pausa na carreira;pausa en mi carrera;cuidado de hijos;
            cuidado familiar;pausa familiare;pausa lavorativa;casalinga;loopbaanpauze;loopbaanonderbreking;
            zorgverlof;przerwa w karierze;przerwa zawodowa;opieka nad dzieckiem;opieka nad dziecmi;
            hjemmegaende;hoitovapaa;kotiaiti;karierni pauza;isgucu arasi""",
        # Studies.
        "degree": """bachelor*;masters;master of;master in;master's;master thesis;master degree;bsc;msc;b.sc*;m.sc*;
            b.tech;m.tech;btech;mtech;b.e;m.e;b.eng;m.eng;beng;meng;bca;mca;bba;mba;m.b.a;b.a;m.a;b.com;bcom;b.s;m.s;
            ph.d;phd;doctora*;diploma*;degree;undergraduate;postgraduate;cgpa;gpa;thesis;dissertation;gcse;
            ssc;hsc;s.s.c;h.s.c;10th;12th;cbse;icse;matriculation;high school;secondary school;primary school;
            higher secondary;grammar school;gymnasium;abitur;matura;studium;studiengang;grundschule;realschule;
            hochschulreife;ausbildung;umschulung;licence pro*;licence en;licence informatique;baccalaureat;bac;bts;dut;licenciatura;grado;bachillerato;
            ingenieria en;laurea*;liceo;studia;liceum;licencjat;magister;kandidatexamen;associate of;
            associate degree;associates degree;coursework;studied;studying;syllabus;bootcamp;studies;etudiant*;estudiante;student;
            graduated;graduation;retraining;nanodegree;apprenticeship;lehre;berufslehre;cursus;hbo ict;hbo informatica;hbo i;mbo;vwo;havo;
            diplomi insinoori;insinoori amk;tradenomi;kandidaatti;maisteri;civilingenjor*;hogskoleingenjor*;
            datamatiker;diplomingenieur*;dipl ing;dipl inf;mernokinformatikus;informatikus mernok;ingenieria;ingegneria;
            ingenierie;cycle ingenieur;muhendisligi;diplome d ingenieur;genie informatique;genie logiciel;
            maturita;maturitni;stredni skola;studija;studies in;ciclo superior;ciclo formativo;
            grado superior;fp superior;tecnico superior;formacion profesional;kandidatexam*;masterexam*;
            бакалавр*;магистр*;диплом*;аспирант*;высшее образование;специалитет;
            cyber academy;boot camp;boot camps;bootcamps""",
        "school": """university;universit*;universidad*;hochschule;fachhochschule;college;institute of technology;
            polytechni*;politechnika;politecnico;school of;schule;academy;ecole;escuela;iut;
            uniwersytet;hogeschool;vidyalaya;school;faculty;faculty of;facult*;fakult*;egyetem;yliopisto;
            ammattikorkeakoulu;lukio;universitet*;hogskola*;hogskole*;gymnasieskola;folkhogskola;yrkeshogskola;tekniskola;
            hojskole;erhvervsakademi;universiteti;facultatea;sveuciliste;vysoka skola;gymnazium;
            szakkozepiskola;gimnazium;universitatea;universite;universita;universiteit;
            университет*;институт*;академия;школа;колледж;гимназия;лицеи;університет*;інститут*;
            tu;fh;htl;htw;univ;epfl;kth;unam;ufpe;ufrj;ufmg;unicamp;itesm;iit;iiit""",
    }
)
