"""Old encodings, told by whose alphabet the bytes spell."""

from __future__ import annotations

import pytest

from candidates.extraction import Document, parse
from candidates.extraction.charsets import decode

SAYINGS = {
    "cp1252": (
        "Senior engineer – built “CI” pipelines’ checks for café Zoé’s team • 2019",
        "Entwicklung sicherer Lösungen für Behörden, Prüfung größerer Änderungen in Übersicht",
        "Développeur sécurité, gérée à l’équipe, déploiement réussi, où l’intégration a été réalisée",
        "Ingeniería de software, diseño e implementación de métricas en España, año 2020, gestión",
        "Implementação de soluções, São Paulo, gestão de segurança, manutenção, não é só português",
        "Responsabile della qualità, più attività di sviluppo, città di Forlì, perché è così",
        "Ansvarig för säkerhet på företaget, utvecklade lösningar åt kunder i Malmö och Århus",
        "Ansvarlig for sikkerhed i København, udvikling af løsninger på tværs, ændringer, Århus",
    ),
    "cp1250": (
        "Inżynier bezpieczeństwa, wdrożenie narzędzi, zarządzanie zespołem w Łodzi, współpraca, pięć",
        "Vývojář bezpečnostních řešení, správa serverů, zavedení průběžné integrace, město Třebíč",
        "Fejlesztő mérnök, biztonsági tűzfalak, gyűjtés, működő rendszerek üzemeltetése, főiskola",
        "Inženjer sigurnosti, vođenje tima, održavanje sustava, područje rada, više godina iskustva, što",
    ),
    "iso8859_2": (
        "Inżynier bezpieczeństwa, wdrożenie narzędzi, zarządzanie zespołem w Łodzi, współpraca ze źródłem",
        "Vývojář bezpečnostních řešení, správa serverů, zavedení průběžné integrace, příprava, město Třebíč",
    ),
    "cp1254": ("Güvenlik mühendisi, yazılım geliştirme, İstanbul, çalışma, uygulama güvenliği, ağ",),
    "cp1257": (
        "Saugumo inžinierius, programų kūrimas, tinklų priežiūra, įmonės veikla, ąžuolas, žmonės",
        "Drošības inženieris, programmēšana, tīkla pārvaldība, uzņēmuma darbība, Rīga, ķēde, ļoti",
    ),
    "cp1251": (
        "Инженер по безопасности, разработка и внедрение конвейеров, Москва, с 2019 по настоящее время",
        "Інженер з безпеки, розробка та впровадження, Київ, з 2019 року, їхній досвід, ґрунтовні знання",
    ),
    "koi8_r": (
        "Инженер по безопасности, разработка и внедрение конвейеров, Москва, с 2019 по настоящее время",
    ),
    "koi8_u": (
        "Інженер з безпеки, розробка та впровадження, Київ, з 2019 року, їхній досвід, ґрунтовні знання",
    ),
    "cp866": (
        "Инженер по безопасности, разработка и внедрение конвейеров, Москва, с 2019 по настоящее время",
    ),
    "iso8859_5": ("Инженер по безопасности, разработка и внедрение конвейеров, Москва, с 2019 по настоящее",),
    "cp1253": ("Μηχανικός ασφαλείας, ανάπτυξη και υλοποίηση λύσεων, Αθήνα, από το 2019 έως σήμερα",),
    "cp1255": ("מהנדס אבטחה, פיתוח והטמעה של פתרונות בתל אביב",),
    "cp1256": ("مهندس أمن المعلومات تطوير وتنفيذ الحلول في القاهرة",),
    "cp874": ("วิศวกรความปลอดภัย พัฒนาและติดตั้งระบบ กรุงเทพ",),
    "shift_jis": ("セキュリティエンジニアとして、パイプラインの構築と運用を担当しました。東京都",),
    "euc_jp": ("セキュリティエンジニアとして、パイプラインの構築と運用を担当しました。東京都",),
    "gb18030": ("安全工程师，负责持续集成流水线的建设和漏洞扫描，北京，二〇一九年至今",),
    "big5": ("資訊安全工程師，負責持續整合流程的建置與弱點掃描，台北，至今",),
    "euc_kr": ("보안 엔지니어로서 파이프라인 구축과 취약점 점검을 담당했습니다. 서울",),
}
ENGLISH = "Jane Doe\nDevSecOps Engineer, AWS, Kubernetes, Terraform\n" * 20


@pytest.mark.parametrize(
    ("encoding", "saying"),
    [(encoding, saying) for encoding, sayings in SAYINGS.items() for saying in sayings],
)
@pytest.mark.parametrize("before", ["", ENGLISH])
def test_text_reads_as_it_was_written(encoding, saying, before):
    assert decode((before + saying).encode(encoding)) == before + saying


@pytest.mark.parametrize(
    "text",
    [
        "Zoé",
        "5 µs – £3",
        "“quoted” words",
        "naïve café, Ångström, Müller, François",
        "• Ran Trivy\n• Wrote rules",
    ],
)
def test_a_few_letters_are_read_as_windows_writes_them(text):
    assert decode(text.encode("cp1252")) == text


def test_a_resume_in_an_old_encoding_is_text():
    text = SAYINGS["cp1250"][1]
    assert parse(text.encode("cp1250"), name="cv.txt") == Document(text, "text")
