//! AWS's files as AWS documents them, built by hand: one product and its terms at a time, as JSON and as CSV.
//!
//! <https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/bulk-api-reading-price-list-files.html>

#![allow(dead_code, reason = "each test takes its own part")]

use serde_json::{Map, Value, json};

/// A product of the price list with the terms that it has.
#[derive(Clone)]
pub struct Product {
    pub sku: String,
    pub family: String,
    /// By AWS's names in JSON.
    pub attributes: Vec<(&'static str, String)>,
    pub terms: Vec<Term>,
}

/// A term with its prices: unit and dollars.
#[derive(Clone)]
pub struct Term {
    pub code: &'static str,
    pub kind: &'static str,
    /// Length, class, purchase option; of reserved terms only.
    pub reserved: Option<(&'static str, &'static str, &'static str)>,
    pub prices: Vec<(&'static str, String)>,
}

/// A Linux type on shared tenancy in us-east-1, on demand.
pub fn linux(sku: &str, instance_type: &str, usd: &str) -> Product {
    let attributes = [
        ("servicecode", "AmazonEC2"),
        ("location", "US East (N. Virginia)"),
        ("locationType", "AWS Region"),
        ("instanceType", instance_type),
        ("currentGeneration", "Yes"),
        ("vcpu", "2"),
        ("memory", "8 GiB"),
        ("networkPerformance", "Up to 10 Gigabit"),
        ("operatingSystem", "Linux"),
        ("tenancy", "Shared"),
        ("capacitystatus", "Used"),
        ("preInstalledSw", "NA"),
        ("marketoption", "OnDemand"),
        ("licenseModel", "No License required"),
        ("usagetype", &format!("BoxUsage:{instance_type}")),
        ("operation", "RunInstances"),
        ("regionCode", "us-east-1"),
    ]
    .map(|(name, value)| (name, value.to_owned()));
    let on_demand =
        Term { code: "JRTCKXETXF", kind: "OnDemand", reserved: None, prices: vec![("Hrs", usd.to_owned())] };
    Product {
        sku: sku.to_owned(),
        family: "Compute Instance".into(),
        attributes: attributes.into(),
        terms: vec![on_demand],
    }
}

impl Product {
    /// The same with another attribute; `None`: without it.
    pub fn with(mut self, name: &'static str, value: impl Into<Option<&'static str>>) -> Product {
        self.attributes.retain(|(there, _)| *there != name);
        if let Some(value) = value.into() {
            self.attributes.push((name, value.to_owned()));
        }
        self
    }

    /// The same in another region.
    pub fn in_region(self, code: &'static str, location: &'static str) -> Product {
        self.with("regionCode", code).with("location", location)
    }

    /// The same with a reserved term: an hourly price, and an upfront one.
    pub fn reserved(
        mut self,
        code: &'static str,
        reserved: (&'static str, &'static str, &'static str),
        hourly: &str,
        upfront: &str,
    ) -> Product {
        let prices = vec![("Hrs", hourly.to_owned()), ("Quantity", upfront.to_owned())];
        self.terms.push(Term { code, kind: "Reserved", reserved: Some(reserved), prices });
        self
    }

    fn json(&self) -> Value {
        let attributes: Map<String, Value> =
            self.attributes.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        json!({ "sku": self.sku, "productFamily": self.family, "attributes": attributes })
    }

    fn terms_json(&self, kind: &str) -> Option<Value> {
        let terms: Map<String, Value> = self
            .terms
            .iter()
            .filter(|term| term.kind == kind)
            .map(|term| (format!("{}.{}", self.sku, term.code), term.json(&self.sku)))
            .collect();
        (!terms.is_empty()).then_some(Value::Object(terms))
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(there, _)| *there == name).map_or("", |(_, value)| value)
    }
}

impl Term {
    fn json(&self, sku: &str) -> Value {
        let dimensions: Map<String, Value> = self
            .prices
            .iter()
            .enumerate()
            .map(|(at, (unit, usd))| {
                let code = format!("{sku}.{}.{at}", self.code);
                let dimension = json!({ "rateCode": code, "description": "a price", "unit": unit, "beginRange": "0",
                    "endRange": "Inf", "pricePerUnit": { "USD": usd }, "appliesTo": [] });
                (code, dimension)
            })
            .collect();
        let attributes = match self.reserved {
            None => json!({}),
            Some((length, class, option)) => {
                json!({ "LeaseContractLength": length, "OfferingClass": class, "PurchaseOption": option })
            }
        };
        json!({ "offerTermCode": self.code, "sku": sku, "effectiveDate": "2026-11-01T00:00:00Z",
            "priceDimensions": dimensions, "termAttributes": attributes })
    }
}

/// An offer as JSON, products before terms as AWS writes them.
pub fn offer(code: &str, published: &str, products: &[Product]) -> String {
    let all: Map<String, Value> = products.iter().map(|product| (product.sku.clone(), product.json())).collect();
    let terms = |kind: &str| -> Map<String, Value> {
        products.iter().filter_map(|product| Some((product.sku.clone(), product.terms_json(kind)?))).collect()
    };
    format!(
        "{{\n  \"formatVersion\" : \"v1.0\",\n  \"disclaimer\" : \"This pricing list is for informational purposes only.\",\n  \
         \"offerCode\" : {},\n  \"version\" : \"20261120225308\",\n  \"publicationDate\" : {},\n  \"products\" : {},\n  \
         \"terms\" : {{ \"OnDemand\" : {}, \"Reserved\" : {} }},\n  \"attributesList\" : {{ }}\n}}\n",
        json!(code),
        json!(published),
        Value::Object(all),
        Value::Object(terms("OnDemand")),
        Value::Object(terms("Reserved")),
    )
}

/// The EC2 offer of a day.
pub fn ec2(products: &[Product]) -> String {
    offer("AmazonEC2", "2026-11-20T22:53:08Z", products)
}

/// The columns of a CSV, some of those that AWS has: those that are read, and others between them.
const COLUMNS: [&str; 27] = [
    "SKU",
    "OfferTermCode",
    "RateCode",
    "TermType",
    "PriceDescription",
    "EffectiveDate",
    "StartingRange",
    "EndingRange",
    "Unit",
    "PricePerUnit",
    "Currency",
    "LeaseContractLength",
    "PurchaseOption",
    "OfferingClass",
    "Product Family",
    "serviceCode",
    "Location",
    "Location Type",
    "Instance Type",
    "Tenancy",
    "Operating System",
    "License Model",
    "usageType",
    "operation",
    "CapacityStatus",
    "Pre Installed S/W",
    "Region Code",
];

/// The same offer as CSV; without the column of region codes, as files of 2017 are, where that is asked for.
pub fn csv(products: &[Product], with_codes: bool) -> String {
    let columns = &COLUMNS[..if with_codes { COLUMNS.len() } else { COLUMNS.len() - 1 }];
    let line = |fields: &[String]| {
        fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect::<Vec<_>>().join(",") + "\n"
    };
    let mut text = String::new();
    for (key, value) in [
        ("FormatVersion", "v1.0"),
        ("Disclaimer", "This pricing list is for informational purposes only, \"as is\"."),
        ("Publication Date", "2026-11-20T22:53:08Z"),
        ("Version", "20261120225308"),
        ("OfferCode", "AmazonEC2"),
    ] {
        text += &line(&[key.to_owned(), value.to_owned()]);
    }
    text += &line(&columns.iter().map(ToString::to_string).collect::<Vec<_>>());
    for product in products {
        for term in &product.terms {
            for (at, (unit, usd)) in term.prices.iter().enumerate() {
                let field = |column: &&str| cell(product, term, at, unit, usd, column);
                text += &line(&columns.iter().map(field).collect::<Vec<_>>());
            }
        }
    }
    text
}

fn cell(product: &Product, term: &Term, at: usize, unit: &str, usd: &str, column: &str) -> String {
    let (length, class, option) = term.reserved.unwrap_or_default();
    match column {
        "SKU" => product.sku.clone(),
        "OfferTermCode" => term.code.into(),
        "RateCode" => format!("{}.{}.{at}", product.sku, term.code),
        "TermType" => term.kind.into(),
        "PriceDescription" => "$0.096 per On Demand Linux Instance Hour, \"shared\"".into(),
        "EffectiveDate" => "2026-11-01".into(),
        "Unit" => unit.into(),
        "PricePerUnit" => usd.into(),
        "Currency" => "USD".into(),
        "LeaseContractLength" => length.into(),
        "PurchaseOption" => option.into(),
        "OfferingClass" => class.into(),
        "Product Family" => product.family.clone(),
        "serviceCode" => product.attribute("servicecode").into(),
        "Location" => product.attribute("location").into(),
        "Location Type" => product.attribute("locationType").into(),
        "Instance Type" => product.attribute("instanceType").into(),
        "Tenancy" => product.attribute("tenancy").into(),
        "Operating System" => product.attribute("operatingSystem").into(),
        "License Model" => product.attribute("licenseModel").into(),
        "usageType" => product.attribute("usagetype").into(),
        "operation" => product.attribute("operation").into(),
        "CapacityStatus" => product.attribute("capacitystatus").into(),
        "Pre Installed S/W" => product.attribute("preInstalledSw").into(),
        "Region Code" => product.attribute("regionCode").into(),
        _ => String::new(),
    }
}

/// What `aws ec2 describe-instance-types` prints of m5.large, to be changed by tests.
pub fn m5_large() -> Value {
    json!({
        "InstanceType": "m5.large", "CurrentGeneration": false, "FreeTierEligible": false,
        "SupportedUsageClasses": ["on-demand", "spot"], "SupportedRootDeviceTypes": ["ebs"],
        "SupportedVirtualizationTypes": ["hvm"], "BareMetal": false, "Hypervisor": "nitro",
        "ProcessorInfo": { "SupportedArchitectures": ["x86_64"], "SustainedClockSpeedInGhz": 3.1, "Manufacturer": "Intel" },
        "VCpuInfo": { "DefaultVCpus": 2, "DefaultCores": 1, "DefaultThreadsPerCore": 2 },
        "MemoryInfo": { "SizeInMiB": 8192 }, "InstanceStorageSupported": false,
        "EbsInfo": { "EbsOptimizedSupport": "default", "EncryptionSupport": "supported",
            "EbsOptimizedInfo": { "BaselineBandwidthInMbps": 650, "MaximumBandwidthInMbps": 4750 },
            "NvmeSupport": "required", "MaximumEbsAttachments": 27, "AttachmentLimitType": "shared" },
        "NetworkInfo": { "NetworkPerformance": "Up to 10 Gigabit", "MaximumNetworkInterfaces": 3, "MaximumNetworkCards": 1,
            "DefaultNetworkCardIndex": 0,
            "NetworkCards": [{ "NetworkCardIndex": 0, "NetworkPerformance": "Up to 10 Gigabit", "MaximumNetworkInterfaces": 3,
                "BaselineBandwidthInGbps": 0.75, "PeakBandwidthInGbps": 10.0 }],
            "Ipv4AddressesPerInterface": 10, "Ipv6AddressesPerInterface": 10, "Ipv6Supported": true, "EnaSupport": "required",
            "EfaSupported": false, "EncryptionInTransitSupported": false },
        "PlacementGroupInfo": { "SupportedStrategies": ["cluster", "partition", "spread"] },
        "HibernationSupported": true, "BurstablePerformanceSupported": false, "DedicatedHostsSupported": true,
        "AutoRecoverySupported": true
    })
}

/// A file of the pricing page.
pub fn page(location: &str, types: &[(&str, &str)]) -> String {
    let rows: Map<String, Value> = types
        .iter()
        .map(|(name, usd)| {
            let row = json!({ "rateCode": "QW5CJ7QWQ2QBPYXK.JRTCKXETXF.6YS6EN2CT7", "price": usd, "Location": location,
                "Instance Family": "General purpose", "vCPU": "2", "Instance Type": name, "Memory": "8 GiB", "Storage": "EBS only",
                "Network Performance": "Up to 10 Gigabit", "Operating System": "Linux", "Pre Installed S/W": "NA",
                "License Model": "No License required" });
            (name.replace('.', " "), row)
        })
        .collect();
    json!({ "manifest": { "serviceId": "ec2", "accessType": "publish", "hawkFilePublicationDate": "2026-11-20T22:41:50Z",
        "currencyCode": "USD", "source": "ec2" }, "sets": { "EC2 Instance": [] }, "regions": { location: rows } })
    .to_string()
}

/// The same products as `aws pricing get-products` prints them: each a text of JSON of its own.
pub fn get_products(published: &str, products: &[Product]) -> String {
    let text = |product: &Product| {
        let mut terms = Map::new();
        for kind in ["OnDemand", "Reserved"] {
            terms.extend(product.terms_json(kind).map(|of| (kind.to_owned(), of)));
        }
        json!({ "product": product.json(), "publicationDate": published, "serviceCode": product.attribute("servicecode"),
            "terms": terms, "version": "20261120225308" })
        .to_string()
    };
    let texts: Vec<String> = products.iter().map(text).collect();
    format!("{}\n", json!({ "FormatVersion": "aws_v1", "PriceList": texts }))
}
