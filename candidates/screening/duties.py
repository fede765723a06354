"""The words of technical and of other work, for judging a job by what was done in it.

General words of the trades; the rules' own signals (tools that prove a flag) are another matter and
live in the rule document.
"""

from collections import Counter

from candidates.screening.vocabulary import Vocabulary, words_of

_DUTIES = Vocabulary(
    {
        "technical": """software;code;coding;coded;codebase;programming;programmed;scripts;script;scripting;scripted;
            develop application*;debug*;deploy*;pipeline*;ci;cd;devops;devsecops;git;github;gitlab;bitbucket;svn;
            subversion;jenkins;bamboo;teamcity;maven;gradle;ant;nexus;artifactory;docker;container*;kubernetes;k8s;
            openshift;helm;eks;aks;gke;rke*;terraform;ansible;puppet;cloudformation;bicep;vagrant;packer;
            saltstack;aws;azure;gcp;cloud;ec2;s3;lambda;openstack;vmware;esxi;vsphere;hyper;kvm;xen;virtuali*;
            linux;unix;ubuntu;rhel;redhat;centos;debian;solaris;aix;windows server;active directory;ldap;gpo;
            group polic*;exchange server;powershell;bash;shell;python;java;javascript;typescript;php;perl;ruby;golang;
            go;rust;kotlin;scala;c#;c++;.net;asp.net;dotnet;nodejs;node.js;react*;angular*;vue*;django;flask;spring;
            hibernate;laravel;wordpress;html;html5;css;css3;jquery;ajax;json;xml;rest;restful;api;apis;soap;
            microservice*;backend;frontend;full stack;sql;mysql;postgres*;oracle;mongodb;mssql;database*;db2;redis;
            kafka;rabbitmq;elasticsearch;elk;splunk;grafana;prometheus;nagios;zabbix;datadog;dynatrace;monitoring;
            siem;soc;qradar;arcsight;sentinel;nessus;qualys;burp;metasploit;nmap;wireshark;snort;suricata;ids;ips;
            edr;firewall*;waf;vpn;ipsec;palo alto;fortinet;fortigate;checkpoint;cisco;juniper;router*;switches;
            switching;routing;bgp;ospf;vlan*;lan;wan;dns;dhcp;tcp;network*;subnet*;load balanc*;f5;nginx;apache;tomcat;
            weblogic;websphere;iis;server;servers;sysadmin*;infrastructure;backup*;storage;san;nas;patch*;
            vulnerabilit*;penetration;pentest*;exploit*;malware;threat*;owasp;sast;dast;encryption;cryptograph*;
            pki;certificates;tls;ssl;iam;sso;saml;oauth;kerberos;cyber*;security;hardening;forensic*;phishing;
            incident response;iso 27001;nist;pci;sox;soc 2;gdpr;cspm;test case*;test plan*;test script*;test automation;
            automat*;selenium;cypress;appium;junit;pytest;jmeter;postman;regression;functional test*;unit test*;
            qa;defect*;bug;bugs;agile;scrum;jira;confluence;sdlc;release*;version control;source control;
            architecture;algorithm*;machine learning;pytorch;tensorflow;mlflow;sagemaker;spark;hadoop;airflow;etl;
            data warehouse*;data pipeline*;data model*;bi;tableau;sap;abap;cobol;mainframe;erp;salesforce dev*;
            apex;blockchain;ethereum;solidity;embedded;firmware;microcontroller*;rtos;fpga;verilog;android;ios;swift;
            mobile app*;web app*;web application*;application*;frameworks;middleware;tekton;argo*;vault;
            it audit*;access review*;change audit*;cobit;itgc;grc;itil;on call;sla;incident*;systems;sre;
            accreditation;stig;stigs;authorization to operate;datenbank*;netzwerk*;entwickl*;anwendung*;
            sicherheit*;administration;serveur*;reseau*;securite;logiciel*;developpement;desarrollo;
            servidores;redes;seguridad;aplicaciones;sviluppo;rete;reti;sicurezza;applicazioni;ontwikkel*;
            beveiliging;oprogramowani*;serwer*;siec*;bezpieczenst*;utveckl*;sakerhet*;information technology;
            guardduty;security hub;cloudtrail;cloudwatch;prowler;checkov;tfsec;gitleaks;sbom*;cosign;sigstore;
            landing zone*;policy as code;secrets manager;key vault;defender for cloud;zap;grype;syft;crossplane;
            flux;rancher;podman;istio;cilium;linkerd;pulumi;opentofu;datadog;loki;nomad;consul;rego;pull request*;
            скрипт*;сервер*;безопасност*;kyberturva*;palvelin*;servery;szerver*;
            svelte*;next.js;nextjs;nuxt*;gatsby;webpack;webgl;graphql;
            trivy;semgrep;snyk;sonarqube;kyverno;falco;opa;gitops;github actions;gitops""",
        "other": """buildings;permits;residential;renovat*;blueprint*;floor plans;tenants;landlord*;guests;drawings;stocking;sales;sold;selling;sell;quota;quotas;revenue;prospect*;pricing;renewals;subscriptions;cash;
            register;merchandis*;store;shelves;shoppers;shopping;purchases;returns;apparel;patients;patient;
            nursing;clinic*;medication;students;pupils;classroom;lesson*;curriculum;taught;teaching;graded;grading;
            marking;homework;office hours;recitation*;undergraduates;lectures;lectured;tutorials;midterm*;kitchen;menu;
            food;guests;dishes;restaurant;catering;bar;recruit*;candidates;interviews;payroll;onboarding;hiring;
            employee relations;invoices;invoicing;bookkeeping;ledger;reconcil*;tax;taxes;accounts payable;
            accounts receivable;marketing;campaign*;brand;social media;advertis*;seo;newsletter*;press;events;
            event;fundrais*;donor*;warehouse;inventory;forklift;pallets;deliveries;delivery vehicles;vehicle*;driving;
            cleaning;laundry;construction;concrete;welding;plumbing;electrical;mechanical;machinery;loans;mortgage*;
            insurance polic*;claims handling;litigation;court;legal;jewelry;fashion;fabric;garment*;photograph*;
            telephone;phone calls;calls;customers;customer;correspondence;filing;typing;travel arrangements;
            calendar*;appointments;letters;mailing;copies;paperwork;receptionist;children;childcare;elderly;
            briefed;briefings;commander*;troops;platoon;battalion;brigade;infantry;combat;physical security;
            classified documents;message traffic;patrol*;cctv;guarding;guards;gates;visitor;visitors;first aid;fire drill*;parcels;weapons;soldiers;negotiat*;procurement;suppliers;vendors;budget*;stock;
            cashier;salon;hair;fitness;coaching;horticultur*;farm*;animals;verkauf;kunden;vertrieb;clientes;ventas;
            clients;vente;vendite;clienti;sprzedaz*;klient*;klanten;verkoop;forsaljning;kunder""",
        # Hands on devices and wires: near the field, but not relevant by the guide.
        "device": """printer*;toner;laptops;laptop;cabling;cable*;crimping;repair*;soldering;screens;smartphone*;
            phones;peripheral*;scanners;projector*;trenching;earthing;installation of hardware;hardware;
            motherboard*;assembl*;spare parts;kabel*;reparatur*;drucker;reparac*;reparation*;imprimante*;
            disks;drives;rails;racking;stacking;rack and stack;rack mount*;remote hands;power suppl*;psu;psus;fans;
            crash cart*;dimm;dimms;rma;unboxing;unpacking;cross connect*;swapped;
            trunking;conduit*;patch panel*;patch cord*;patch lead*;racks;splicing;antenna*;set top""",
    }
)


class Duties:
    """How much technical and other work a text tells of."""

    __slots__ = ("device", "other", "technical", "technical_kinds", "words")

    def __init__(self, text: str) -> None:
        words = words_of(text)
        hits: Counter[str] = Counter()
        kinds: set[str] = set()
        for label, at, _ in _DUTIES.find(words):
            hits[label] += 1
            if label == "technical":
                kinds.add(words[at])
        self.words = len(words)
        self.technical = hits["technical"]
        self.technical_kinds = len(kinds)
        self.device = hits["device"]
        self.other = hits["other"] + hits["device"]

    @property
    def mainly_technical(self) -> bool:
        """Enough technical work, and more of it than of other work."""
        return self.technical_kinds >= 2 and self.technical > 1.2 * self.other

    @property
    def plainly_technical(self) -> bool:
        """So much that a title which says otherwise is outweighed."""
        return self.technical_kinds >= 6 and self.technical >= 3 * self.other

    @property
    def mainly_devices(self) -> bool:
        """Cables and devices more than what runs over and on them."""
        return self.device >= 2 and 1.5 * self.device >= self.technical

    @property
    def mainly_other(self) -> bool:
        """Enough other work, and more of it than of technical work."""
        return self.other >= 2 and self.other > self.technical
