"""An EU trusted list (ETSI TS 119 612) of one provider, as short as it may be."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from cryptography.hazmat.primitives import serialization
from lxml import etree
from signxml import SignatureConstructionMethod
from signxml.xades import XAdESSigner

from tests.declarations.signing import World

BASE = "http://uri.etsi.org/TrstSvc"
GRANTED = f"{BASE}/TrustedList/Svcstatus/granted"
CA, CLOCK = f"{BASE}/Svctype/CA/QC", f"{BASE}/Svctype/TSA/QTST"
LIST = """<?xml version="1.0" encoding="UTF-8"?>
<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" TSLTag="http://uri.etsi.org/19612/TSLTag" Id="list">
<SchemeInformation><TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>1</TSLSequenceNumber>
<TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric</TSLType></SchemeInformation>
<TrustServiceProviderList><TrustServiceProvider>
<TSPInformation><TSPName><Name xml:lang="en">Testowe Zaufanie</Name></TSPName></TSPInformation>
<TSPServices>{services}</TSPServices></TrustServiceProvider></TrustServiceProviderList>
</TrustServiceStatusList>"""
SERVICE = """<TSPService><ServiceInformation>
<ServiceTypeIdentifier>{kind}</ServiceTypeIdentifier>
<ServiceName><Name xml:lang="en">Testowe Zaufanie</Name></ServiceName>
<ServiceDigitalIdentity><DigitalId><X509Certificate>{certificate}</X509Certificate></DigitalId></ServiceDigitalIdentity>
<ServiceStatus>{status}</ServiceStatus><StatusStartingTime>2016-07-01T00:00:00Z</StatusStartingTime>
</ServiceInformation></TSPService>"""


def trusted_list(world: World, *, status: str = GRANTED, is_signed: bool = False) -> bytes:
    """The authority and the clock of the world, with this status."""
    text = LIST.format(
        services="".join(_services([(CA, world.issuer), (CLOCK, world.clock)], status))
    )
    if not is_signed:
        return text.encode()
    signer = XAdESSigner(method=SignatureConstructionMethod.enveloped)
    signed = signer.sign(
        etree.fromstring(text.encode()),
        key=world.list_signer.key_pem,
        cert=[world.list_signer.pem.decode()],
    )
    return bytes(etree.tostring(signed, xml_declaration=True, encoding="UTF-8"))


def _services(services: Iterable[tuple[str, object]], status: str) -> Iterable[str]:
    for kind, holder in services:
        der = holder.certificate.public_bytes(serialization.Encoding.DER)
        yield SERVICE.format(kind=kind, certificate=base64.b64encode(der).decode(), status=status)
