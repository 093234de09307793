//! Where things are, and how far apart, in integers.

/// A point on the map in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    latitude: i32,
    longitude: i32,
}

/// Cosine of whole degrees from 0 to 90, in millionths.
const COSINE: [u32; 91] = [
    1_000_000, 999_848, 999_391, 998_630, 997_564, 996_195, 994_522, 992_546, 990_268, 987_688,
    984_808, 981_627, 978_148, 974_370, 970_296, 965_926, 961_262, 956_305, 951_057, 945_519,
    939_693, 933_580, 927_184, 920_505, 913_545, 906_308, 898_794, 891_007, 882_948, 874_620,
    866_025, 857_167, 848_048, 838_671, 829_038, 819_152, 809_017, 798_636, 788_011, 777_146,
    766_044, 754_710, 743_145, 731_354, 719_340, 707_107, 694_658, 681_998, 669_131, 656_059,
    642_788, 629_320, 615_661, 601_815, 587_785, 573_576, 559_193, 544_639, 529_919, 515_038,
    500_000, 484_810, 469_472, 453_990, 438_371, 422_618, 406_737, 390_731, 374_607, 358_368,
    342_020, 325_568, 309_017, 292_372, 275_637, 258_819, 241_922, 224_951, 207_912, 190_809,
    173_648, 156_434, 139_173, 121_869, 104_528, 87_156, 69_756, 52_336, 34_899, 17_452, 0,
];

/// A millionth of a degree on a great circle of the mean earth (6371 km) in 10⁻⁸ metres.
const MICRODEGREE: i64 = 11_119_493;

impl Position {
    /// The point at a latitude within ±90 and a longitude within ±180 degrees, in millionths.
    pub fn new(latitude: i32, longitude: i32) -> Option<Self> {
        let inside = latitude.abs() <= 90_000_000 && longitude.abs() <= 180_000_000;
        inside.then_some(Self { latitude, longitude })
    }

    /// Latitude in millionths of a degree.
    pub const fn latitude(self) -> i32 {
        self.latitude
    }

    /// Longitude in millionths of a degree.
    pub const fn longitude(self) -> i32 {
        self.longitude
    }

    /// Metres as the crow flies, on the plane that touches the earth between the two points.
    ///
    /// Within 0.5 % for commuting distances; integer, so that it is the same on every machine.
    pub fn metres_to(self, other: Self) -> u32 {
        let north = i64::from(self.latitude) - i64::from(other.latitude);
        let east = i64::from(self.longitude) - i64::from(other.longitude);
        let around = 360_000_000 - east.abs();
        let east = east.abs().min(around);
        let middle = i64::midpoint(self.latitude.into(), other.latitude.into()).unsigned_abs();
        let north = (north * MICRODEGREE / 100_000_000).unsigned_abs();
        let east = (east * MICRODEGREE / 100_000_000).unsigned_abs() * cosine(middle) / 1_000_000;
        u32::try_from((north * north + east * east).isqrt()).unwrap_or(u32::MAX)
    }
}

/// Cosine of an angle in microdegrees up to 90 degrees, in millionths; linear between degrees.
fn cosine(microdegrees: u64) -> u64 {
    let degree = usize::try_from(microdegrees / 1_000_000).unwrap_or(90).min(90);
    let rest = microdegrees % 1_000_000;
    let at = |degree: usize| u64::from(COSINE.get(degree).copied().unwrap_or(0));
    at(degree) - (at(degree) - at(degree + 1).min(at(degree))) * rest / 1_000_000
}

#[cfg(feature = "serde")]
mod wire {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

    use super::Position;

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Degrees {
        latitude: f64,
        longitude: f64,
    }

    impl Serialize for Position {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let degrees = |micro: i32| f64::from(micro) / 1e6;
            Degrees { latitude: degrees(self.latitude), longitude: degrees(self.longitude) }
                .serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Position {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let Degrees { latitude, longitude } = Degrees::deserialize(deserializer)?;
            micro(latitude)
                .zip(micro(longitude))
                .and_then(|(latitude, longitude)| Self::new(latitude, longitude))
                .ok_or_else(|| D::Error::custom("latitude or longitude is off the globe"))
        }
    }

    /// Degrees in millionths: the one place where a decimal becomes an integer.
    fn micro(degrees: f64) -> Option<i32> {
        let micro = (degrees * 1e6).round();
        #[expect(
            clippy::as_conversions,
            clippy::cast_possible_truncation,
            reason = "checked range"
        )]
        (micro.abs() <= 180e6).then_some(micro as i32)
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Position {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, Type};
        let degrees = |limit: i32| {
            ObjectBuilder::new()
                .schema_type(Type::Number)
                .minimum(Some(-limit))
                .maximum(Some(limit))
        };
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .property("latitude", degrees(90))
            .property("longitude", degrees(180))
            .required("latitude")
            .required("longitude")
            .additional_properties(Some(AdditionalProperties::FreeForm(false)))
            .description(Some("A point on the map in decimal degrees."))
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Position {}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn distances_agree_with_the_sphere() {
        // Kerpen to Wesseling and Kerpen to Bedburg, computed with the haversine formula.
        let kerpen = Position::new(50_869_500, 6_696_700).unwrap();
        for (latitude, longitude, metres) in
            [(50_825_000, 6_974_600, 20_129_u32), (50_991_700, 6_574_400, 16_074)]
        {
            let found = kerpen.metres_to(Position::new(latitude, longitude).unwrap());
            assert!(found.abs_diff(metres) <= metres / 200, "{found} for {metres}");
        }
        assert_eq!(kerpen.metres_to(kerpen), 0);
        assert_eq!(Position::new(91_000_000, 0), None);
    }

    #[test]
    fn the_date_line_is_no_barrier() {
        let (east, west) = (Position::new(0, 179_900_000), Position::new(0, -179_900_000));
        assert!(east.unwrap().metres_to(west.unwrap()) < 23_000);
    }
}
