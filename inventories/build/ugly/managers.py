"""Exports of element managers and inventory tools."""

from build.ugly.case import BLANK, Case, Page, item, maybe, row
from build.ugly.files import text, xlsx

_SOFTWARE = "V100R011C10SPC230"


def _u2020() -> Case:
    bts = ("BTS3900", "NE=1201", "PT301_SpruceHill")
    page = Page(
        "u2020-boards",
        [
            row("title", "Inventory Board Report"),
            row("title", "Save Time: 2024-06-18 09:41:22"),
            row("title", "Query conditions: NE Type = All; Board Type = All"),
            row("title", "Total records: 7"),
            BLANK,
            row(
                "header", "NEType", "NEFdn", "NEName", "Board Name", "Board Type", "Cabinet No.", "Subrack No.",
                    "Slot No.",
                "PN(BOM Code/Item)", "SN(Bar Code)", "Manufacturer Data", "Date Of Manufacture", "Inventory Unit ID",
                "Vendor Name", "Vendor Unit Family Type", "Software Version",
            ),
            item(1, *bts, "UMPT", "WD22UMPTb1", "0", "0", "7", "03022HEL", "032HEL10E2000101", "Main processing unit",
                 "2014-11-20", "0-0-7", "", "UMPT", _SOFTWARE),
            item(1, *bts, "UBBP", "WD22UBBPd6", "0", "0", "2", "03022FHD", "032FHD10E3000112", "", "2014-11-20",
                 "0-0-2", "", "UBBP", _SOFTWARE),
            item(1, *bts, "UPEU", "WD22UPEUc", "0", "0", "19", "03020RDP", "030RDP10D9000123", "", "2014-11-20",
                 "0-0-19", "", "UPEU", ""),
            item(1, *bts, "RRU3908", "MRRU", "0", "60", "0", "02311BDA", "2102311BDA10EB000134", "", "2014-11-20",
                 "0-60-0", "", "MRRU", ""),
            maybe(1, *bts, "SFP", "SFP LC 1310", "0", "60", "0", "", "PL0001567K", "", "", "0-60-0-1",
                 "FINISAR CORP.", "", ""),
            item(0, "3rdParty", "NE=1377", "PT302_LoonCove", "PSU", "UNKNOWN", "0", "0", "1", "", "EL77120031", "",
                "",
                 "0-0-1", "Eltek", "", ""),
        ],
        {
            "A": "description", "C": "site", "D": "description", "E": "model", "F": "position", "G": "position",
            "H": "position", "I": "part_number", "J": "serial", "K": "description", "L": "ignore", "M": "asset_id",
            "N": "maker", "P": "description",
        },
        6, "Huawei U2020/MAE board inventory",
        facts={"7": {"site": "PT301_SpruceHill", "position": "0/0/7"}, "10": {"position": "0/60/0"}},
    )  # fmt: skip
    return Case(
        "u2020-boards.csv", "a board list of Huawei's U2020 with five lines above its header and hardly a maker named",
        "boards and radio are Huawei by type, code and serial; Finisar's optic is a question, Eltek's rectifier is not",
        text(page.rows, encoding="utf-8-sig"), [page], may=["columns-missing"],
    )  # fmt: skip


def _nce() -> Case:
    elements = Page(
        "NE_Report",
        [
            row("header", "NE Name", "NE Type", "NE IP Address", "NE MAC Address", "Software Version", "Subnet Path",
                "NE Subtype"),
            item(1, "PT303-RTN", "OptiX RTN 950", "10.33.79.9", "00-1E-10-56-8F-C7", "V100R008C10", "Root/MW",
                "RTN 950"),
            item(0, "PT304-MW", "Third-party NE", "10.33.79.10", "00-0B-DB-11-22-33", "", "Root/MW",
                "FibeAir IP-20C"),
        ],
        {"A": "site", "C": "ignore", "D": "mac", "G": "model"}, 1, "Huawei U2000/NCE NE list",
        facts={"2": {"site": "PT303-RTN"}},
    )  # fmt: skip
    shelves = Page(
        "Subrack_Report",
        [
            row("header", "NE", "Subrack Name", "Subrack Type", "Subrack ID", "SN(Bar Code)", "PN(BOM Code/Item)",
                "Description"),
            item(1, "PT303-RTN", "Subrack 1", "RTN 950 subrack", "1", "21023103TX10E5000021", "023103TX", "--"),
        ],
        {"A": "site", "C": "model", "D": "position", "E": "serial", "F": "part_number"}, 1,
        "Huawei U2000/NCE subrack inventory", facts={"2": {"parent": "NE_Report!2"}},
    )  # fmt: skip
    boards = Page(
        "Board_Report",
        [
            row("header", "NE", "Board Name", "Board Type", "NE Type", "Subrack ID", "Slot ID", "Software Version",
                "SN(Bar Code)", "Board Status", "PN(BOM Code/Item)", "Description", "Manufacture Date"),
            item(1, "PT303-RTN", "CSH", "SL91CSH", "OptiX RTN 950", "1", "7", "V100R008C10SPC300", "030WMD10CA000412",
                 "Normal", "03020WMD", "System control board", "2012-10-08"),
            item(1, "PT303-RTN", "ISU2", "SL91ISU2", "OptiX RTN 950", "1", "3", "--", "030XKA10CA000977", "Normal",
                 "03020XKA", "IF board", "2012-10-11"),
        ],
        {"A": "site", "C": "model", "E": "position", "F": "position", "H": "serial", "J": "part_number",
            "L": "ignore"},
        1, "Huawei U2000/NCE board inventory",
        facts={"2": {"parent": "Subrack_Report!2", "position": "1/7"}, "3": {"parent": "Subrack_Report!2"}},
    )  # fmt: skip
    return Case(
        "nce-reports.xlsx", "three reports of Huawei's NCE pasted into one workbook: elements, subracks, boards",
        "boards sit in their subrack and the subrack in its element; the third-party element is not called Huawei",
        xlsx(elements, shelves, boards), [elements, shelves, boards], may=["columns-missing"],
    )  # fmt: skip


def _netnumen() -> Case:
    page = Page(
        "netnumen-boards",
        [
            row("title", "NetNumen U31 Board Inventory"),
            row("title", "Export time: 2024-05-02 10:11"),
            row("header", "NE Name", "NE Type", "Rack", "Shelf", "Slot", "Board Type", "PCB Version", "Serial Number",
                "Software Version", "Board Status"),
            maybe(1, "PT305-SDR", "ZXSDR B8200", "1", "1", "1", "CC16", "081202", "219077211021", "V4.09.21",
                "Normal"),
            maybe(1, "PT305-SDR", "ZXSDR B8200", "1", "1", "7", "BPL1", "091100", "219077211022", "V4.09.21",
                "Normal"),
            maybe(1, "PT306-OLT", "ZXA10 C320", "1", "1", "2", "GTGH", "140700", "219077215551", "V2.1.0", "Normal"),
        ],
        {"A": "site", "C": "position", "D": "position", "E": "position", "F": "model", "H": "serial", "J": "status"},
        3, "ZTE NetNumen board inventory", facts={"4": {"position": "1/1/1", "site": "PT305-SDR"}},
    )  # fmt: skip
    return Case(
        "netnumen-boards.csv", "a board list of ZTE's NetNumen without a maker's column",
            "their types say ZTE, nothing else does: likely",
        text(page.rows), [page], may=["columns-missing"],
    )  # fmt: skip


def _netbox() -> Case:
    devices = Page(
        "devices",
        [
            row("header", "Name", "Status", "Tenant", "Site", "Location", "Rack", "Role", "Manufacturer", "Type",
                "Serial number", "Asset tag"),
            item(1, "hub-olt-1", "Active", "", "Cedar Hub", "Shelter", "R1", "OLT", "Huawei", "MA5608T",
                 "2102311CUK10G4000031", "A-100"),
            item(0, "hub-rtr-1", "Active", "", "Cedar Hub", "Shelter", "R1", "Router", "Juniper", "MX204", "DK112",
                "A-101"),
        ],
        {"A": "description", "B": "status", "D": "site", "H": "maker", "I": "model", "J": "serial", "K": "asset_id"},
            1,
        "NetBox devices",
    )  # fmt: skip
    modules = Page(
        "modules",
        [
            row("header", "Device", "Module Bay", "Manufacturer", "Module Type", "Status", "Serial number",
                "Asset tag"),
            item(1, "hub-olt-1", "0/1", "Huawei", "H806GPBH", "Active", "032MXB10G4000871", "A-110"),
            item(1, "hub-olt-1", "0/9", "Huawei", "H801MCUD1", "Active", "030VKC10G4000872", "A-111"),
            item(0, "hub-rtr-1", "PIC0", "Juniper", "MIC-3D", "Active", "CAJK7721", "A-112"),
        ],
        {"A": "parent", "B": "position", "C": "maker", "D": "model", "F": "serial", "G": "asset_id"}, 1,
        "NetBox modules",
        facts={"2": {"site": "Cedar Hub", "parent": "devices!2"}, "4": {"site": "Cedar Hub", "parent": "devices!3"}},
    )  # fmt: skip
    return Case(
        "netbox.xlsx", "NetBox's device and module lists, each in a sheet",
        "modules have no site of their own and take their device's", xlsx(devices, modules), [devices, modules],
        may=["columns-missing"],
    )  # fmt: skip


def _librenms() -> Case:
    page = Page(
        "librenms-inventory",
        [
            row("header", "Device", "Description", "Name", "Part No", "Serial No"),
            item(1, "pt307-sw1", "Huawei S5700-28C-EI Routing Switch", "chassis", "S5700-28C-EI",
                "21023518231094000271"),
            item(0, "pt307-sw1", "Assembling Components, power module", "PWR1", "", ""),
            item(0, "pt308-rtr", "Cisco ASR 920 Series Router", "Chassis", "ASR-920-24SZ-M", "CAT2011U0CD"),
        ],
        {"A": "site", "B": "description", "C": "description", "D": "model", "E": "serial"}, 1, "LibreNMS inventory",
    )  # fmt: skip
    return Case(
        "librenms-inventory.csv", "LibreNMS's inventory page as CSV",
            "the host stands for the site; the switch is Huawei",
        text(page.rows), [page], may=["columns-missing"],
    )  # fmt: skip


def _entity() -> Case:
    page = Page(
        "entity-mib",
        [
            row("header", "hostname", "entPhysicalIndex", "entPhysicalDescr", "entPhysicalContainedIn",
                "entPhysicalClass",
                "entPhysicalName", "entPhysicalSerialNum", "entPhysicalMfgName", "entPhysicalModelName"),
            item(1, "pt309-olt", "1", "Huawei Integrated Access", "0", "chassis", "Frame 0", "2102311CUK10G4000099",
                 "Huawei", "MA5608T"),
            item(1, "pt309-olt", "2", "GPON board", "1", "module", "Slot 0/1", "032MXB10G4000900", "Huawei",
                "H806GPBH"),
            item(0, "pt309-olt", "3", "GPON optic", "2", "port", "0/1/0", "U3A1177", "HISENSE", "LTE3680M"),
            item(0, "pt310-sw", "1", "Juniper EX2300-24T", "0", "chassis", "FPC 0", "HV0217", "Juniper",
                "EX2300-24T"),
            item(0, "pt310-sw", "2", "Power supply", "1", "powerSupply", "PSU 0", "1EDV", "Juniper", "JPSU-65"),
        ],
        {"A": "site", "B": "ignore", "C": "description", "D": "parent", "G": "serial", "H": "maker", "I": "model"}, 1,
        "LibreNMS inventory",
        facts={"3": {"parent": "entity-mib!2"}, "4": {"parent": "entity-mib!3"}, "6": {"parent": "entity-mib!5"}},
    )  # fmt: skip
    return Case(
        "entity-mib.csv", "the ENTITY-MIB table of two devices, as LibreNMS keeps it",
        "each part sits in the part whose index it names, within its own device", text(page.rows), [page],
        may=["columns-missing"],
    )  # fmt: skip


def cases() -> list[Case]:
    """All of them."""
    return [_u2020(), _nce(), _netnumen(), _netbox(), _librenms(), _entity()]
