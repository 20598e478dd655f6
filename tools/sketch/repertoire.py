"""Who draws what: the drawing function of each subject family and of each setting."""

from collections.abc import Callable

from tools.sketch.look import Drawer
from tools.sketch.settings import land, water
from tools.sketch.settings.road import road
from tools.sketch.settings.room import room
from tools.sketch.settings.skyline import skyline
from tools.sketch.settings.street import street
from tools.sketch.settings.studio import studio
from tools.sketch.settings.table import table
from tools.sketch.stage import Scenery, Stage
from tools.sketch.subjects import (
    accessories,
    bags_and_shoes,
    bottles,
    devices,
    drinks,
    food,
    furniture,
    packaging,
    plants,
    vehicles,
)
from tools.sketch.subjects.animals import animal
from tools.sketch.subjects.buildings import building
from tools.sketch.subjects.clothes import garment
from tools.sketch.subjects.people import person
from tools.sketch.subjects.unknown import covered

DRAWERS: dict[str, Drawer] = {
    "abstract": covered,
    "animal": animal,
    "bag": bags_and_shoes.bag,
    "bike": vehicles.bike,
    "boat": vehicles.boat,
    "bottle": bottles.bottle,
    "bowl": food.bowl,
    "box": packaging.carton,
    "building": building,
    "camera": devices.camera,
    "can": bottles.can,
    "car": vehicles.car,
    "chair": furniture.chair,
    "cup": drinks.cup,
    "flower": plants.flower,
    "fruit": food.fruit,
    "garment": garment,
    "glass": drinks.glass,
    "glasses": accessories.glasses,
    "headphones": devices.headphones,
    "jar": bottles.jar,
    "lamp": furniture.lamp,
    "laptop": devices.laptop,
    "person": person,
    "phone": devices.phone,
    "plant": plants.plant,
    "plate": food.plate,
    "pouch": packaging.pouch,
    "ring": accessories.ring,
    "shoe": bags_and_shoes.shoe,
    "tree": plants.tree,
    "tube": bottles.tube,
    "watch": accessories.watch,
}
SETTINGS: dict[str, Callable[[Stage], Scenery]] = {
    "beach": water.beach,
    "cafe": table,
    "desert": land.desert,
    "field": land.field,
    "forest": land.forest,
    "lake": water.lake,
    "mountain": land.mountains,
    "road": road,
    "room": room,
    "sea": water.sea,
    "sky": land.open_sky,
    "skyline": skyline,
    "street": street,
    "studio": studio,
    "table": table,
}
